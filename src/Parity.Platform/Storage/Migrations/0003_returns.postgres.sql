create table workforce_rounds (
    id uuid not null primary key,
    title text not null,
    snapshot_date date not null,
    period_start date not null,
    period_end date not null,
    opened_at bigint not null,
    closed_at bigint null
);

create table workforce_returns (
    id uuid not null primary key,
    round uuid not null references workforce_rounds (id),
    organisation uuid not null,
    version integer not null,
    sha256 text not null,
    bytes bigint not null,
    submitted_by uuid not null,
    submitted_at bigint not null,
    status text not null,
    report text not null
);
create unique index workforce_returns_by_round_organisation_version on workforce_returns (round, organisation, version);
create index workforce_returns_by_organisation_submitted_at on workforce_returns (organisation, submitted_at);

-- The parts of a return are written before its own row, in the same transaction.
create table workforce_return_parts (
    return uuid not null references workforce_returns (id) deferrable initially deferred,
    ordinal integer not null,
    sealed bytea not null,
    primary key (return, ordinal)
);

create table workforce_tokens (
    id uuid not null primary key,
    secret_hash bytea not null,
    analyst uuid not null,
    organisation uuid not null,
    round uuid not null references workforce_rounds (id),
    issued_at bigint not null,
    revoked_at bigint null
);
create unique index workforce_tokens_by_secret_hash on workforce_tokens (secret_hash);
create index workforce_tokens_by_round on workforce_tokens (round);

create table workforce_given_answers (
    token uuid not null references workforce_tokens (id),
    key_hash bytea not null,
    body_sha256 text not null,
    accepted boolean not null,
    document text not null,
    given_at bigint not null,
    primary key (token, key_hash)
);
