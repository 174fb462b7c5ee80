-- Work that goes on in the background. Whoever does a piece claims its row for a while, so two nodes do it once.
create table jobs (
    id uuid not null primary key,
    kind text not null,
    subject text not null,
    queued_at bigint not null,
    not_before bigint not null,
    claim uuid null,
    claimed_until bigint null,
    attempts integer not null,
    progress text null,
    finished_at bigint null,
    outcome text null
);
create unique index jobs_by_kind_subject on jobs (kind, subject);
create index jobs_by_finished_at_not_before on jobs (finished_at, not_before);

create table publishing_archives (
    id uuid not null primary key,
    made_at bigint not null,
    sha256 text not null,
    bytes bigint not null
);
-- The parts of an archive are written before its own row, in the same transaction.
create table publishing_archive_parts (
    archive uuid not null references publishing_archives (id) deferrable initially deferred,
    ordinal integer not null,
    sealed bytea not null,
    primary key (archive, ordinal)
);

create table publishing_editions (
    id uuid not null primary key,
    name text not null,
    title text not null,
    round uuid not null,
    snapshot_date date not null,
    threshold integer null,
    made_by uuid not null,
    made_at bigint not null,
    withdrawn_at bigint null,
    withdrawn_by uuid null,
    withdrawn_why text null
);
create unique index publishing_editions_by_name on publishing_editions (name);

create table publishing_versions (
    id uuid not null primary key,
    edition uuid not null references publishing_editions (id),
    number integer not null,
    why text null,
    returns text not null,
    made_by uuid not null,
    made_at bigint not null,
    status text not null,
    trouble text null,
    archive uuid null references publishing_archives (id),
    utility bytea null,
    computed_at bigint null,
    publish_on date null,
    published_at bigint null,
    published_by uuid null
);
create unique index publishing_versions_by_edition_number on publishing_versions (edition, number);
create index publishing_versions_by_status on publishing_versions (status);
create index publishing_versions_by_archive on publishing_versions (archive);

create table publishing_approvals (
    version uuid not null references publishing_versions (id),
    person uuid not null,
    at bigint not null,
    primary key (version, person)
);

create table publishing_previews (
    return uuid not null primary key,
    organisation uuid not null,
    archive uuid null references publishing_archives (id),
    trouble text null,
    made_at bigint not null
);
create index publishing_previews_by_archive on publishing_previews (archive);

create table publishing_own_figures (
    version uuid not null references publishing_versions (id),
    organisation uuid not null,
    sealed bytea not null,
    primary key (version, organisation)
);

-- Who looked at what was not public yet.
create table publishing_early_readers (
    version uuid not null references publishing_versions (id),
    person uuid not null,
    first_at bigint not null,
    primary key (version, person)
);
