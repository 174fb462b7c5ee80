-- A reminder is for a day, and nobody gets two on one.
alter table accounts_mails add column reminds_on date null;
create unique index accounts_mails_by_person_reminds_on on accounts_mails (person, reminds_on);
drop index accounts_mails_by_person;
