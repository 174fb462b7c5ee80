-- Work that goes on in the background. Whoever does a piece claims its row for a while, so two nodes do it once.
create table jobs (
    id text not null primary key,
    kind text not null,
    subject text not null,
    queued_at integer not null,
    not_before integer not null,
    claim text null,
    claimed_until integer null,
    attempts integer not null,
    progress text null,
    finished_at integer null,
    outcome text null
);
create unique index jobs_by_kind_subject on jobs (kind, subject);
create index jobs_by_finished_at_not_before on jobs (finished_at, not_before);

create table publishing_archives (
    id text not null primary key,
    made_at integer not null,
    sha256 text not null,
    bytes integer not null
);
-- The parts of an archive are written before its own row, in the same transaction.
create table publishing_archive_parts (
    archive text not null references publishing_archives (id) deferrable initially deferred,
    ordinal integer not null,
    sealed blob not null,
    primary key (archive, ordinal)
);

create table publishing_editions (
    id text not null primary key,
    name text not null,
    title text not null,
    round text not null,
    snapshot_date text not null,
    threshold integer null,
    made_by text not null,
    made_at integer not null,
    withdrawn_at integer null,
    withdrawn_by text null,
    withdrawn_why text null
);
create unique index publishing_editions_by_name on publishing_editions (name);

create table publishing_versions (
    id text not null primary key,
    edition text not null references publishing_editions (id),
    number integer not null,
    why text null,
    returns text not null,
    made_by text not null,
    made_at integer not null,
    status text not null,
    trouble text null,
    archive text null references publishing_archives (id),
    utility blob null,
    computed_at integer null,
    publish_on text null,
    published_at integer null,
    published_by text null
);
create unique index publishing_versions_by_edition_number on publishing_versions (edition, number);
create index publishing_versions_by_status on publishing_versions (status);
create index publishing_versions_by_archive on publishing_versions (archive);

create table publishing_approvals (
    version text not null references publishing_versions (id),
    person text not null,
    at integer not null,
    primary key (version, person)
);

create table publishing_previews (
    return text not null primary key,
    organisation text not null,
    archive text null references publishing_archives (id),
    trouble text null,
    made_at integer not null
);
create index publishing_previews_by_archive on publishing_previews (archive);

create table publishing_own_figures (
    version text not null references publishing_versions (id),
    organisation text not null,
    sealed blob not null,
    primary key (version, organisation)
);

-- Who looked at what was not public yet.
create table publishing_early_readers (
    version text not null references publishing_versions (id),
    person text not null,
    first_at integer not null,
    primary key (version, person)
);
