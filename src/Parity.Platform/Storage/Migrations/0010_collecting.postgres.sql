alter table workforce_rounds add column due_on date null;
alter table workforce_rounds add column published_at bigint null;

-- Counts of the return, sealed: they stay when its rows are gone.
alter table workforce_returns add column totals bytea null;
alter table workforce_returns add column rows_deleted_at bigint null;

create table workforce_invitations (
    round uuid not null references workforce_rounds (id),
    organisation uuid not null,
    invited_at bigint not null,
    extended_to date null,
    correct_until date null,
    excused_at bigint null,
    reason text null,
    primary key (round, organisation)
);
-- Until now every organisation was taken to be asked.
insert into workforce_invitations (round, organisation, invited_at)
select r.id, o.id, r.opened_at from workforce_rounds r cross join partnership_organisations o;

create table workforce_explanations (
    return uuid not null references workforce_returns (id),
    swing text not null,
    text text not null,
    written_by uuid not null,
    written_at bigint not null,
    primary key (return, swing)
);

create table workforce_refusals (
    id uuid not null primary key,
    round uuid not null references workforce_rounds (id),
    organisation uuid not null,
    sent_by uuid not null,
    sent_at bigint not null,
    sha256 text not null,
    bytes bigint not null,
    report text not null
);
create index workforce_refusals_by_organisation_sent_at on workforce_refusals (organisation, sent_at);
create index workforce_refusals_by_round on workforce_refusals (round);

create table accounts_mails (
    id uuid not null primary key,
    key text not null,
    person uuid not null references accounts_people (id),
    subject text not null,
    text text not null,
    queued_at bigint not null,
    sent_at bigint null
);
create unique index accounts_mails_by_key on accounts_mails (key);
create index accounts_mails_by_sent_at on accounts_mails (sent_at);
create index accounts_mails_by_person on accounts_mails (person);
