alter table workforce_rounds add column due_on text null;
alter table workforce_rounds add column published_at integer null;

-- Counts of the return, sealed: they stay when its rows are gone.
alter table workforce_returns add column totals blob null;
alter table workforce_returns add column rows_deleted_at integer null;

create table workforce_invitations (
    round text not null references workforce_rounds (id),
    organisation text not null,
    invited_at integer not null,
    extended_to text null,
    correct_until text null,
    excused_at integer null,
    reason text null,
    primary key (round, organisation)
);
-- Until now every organisation was taken to be asked.
insert into workforce_invitations (round, organisation, invited_at)
select r.id, o.id, r.opened_at from workforce_rounds r cross join partnership_organisations o;

create table workforce_explanations (
    return text not null references workforce_returns (id),
    swing text not null,
    text text not null,
    written_by text not null,
    written_at integer not null,
    primary key (return, swing)
);

create table workforce_refusals (
    id text not null primary key,
    round text not null references workforce_rounds (id),
    organisation text not null,
    sent_by text not null,
    sent_at integer not null,
    sha256 text not null,
    bytes integer not null,
    report text not null
);
create index workforce_refusals_by_organisation_sent_at on workforce_refusals (organisation, sent_at);
create index workforce_refusals_by_round on workforce_refusals (round);

create table accounts_mails (
    id text not null primary key,
    key text not null,
    person text not null references accounts_people (id),
    subject text not null,
    text text not null,
    queued_at integer not null,
    sent_at integer null
);
create unique index accounts_mails_by_key on accounts_mails (key);
create index accounts_mails_by_sent_at on accounts_mails (sent_at);
create index accounts_mails_by_person on accounts_mails (person);
