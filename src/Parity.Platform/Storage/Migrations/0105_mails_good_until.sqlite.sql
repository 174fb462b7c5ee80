-- How long a letter may wait to be sent. Of those that wait already it is not known whether a one-time address is in them:
-- they have the week after which an invitation is worthless.
alter table accounts_mails add column good_until integer not null default 0;
update accounts_mails set good_until = made_at + 604800000000;
create index accounts_mails_by_sent_at_good_until on accounts_mails (sent_at, good_until);
