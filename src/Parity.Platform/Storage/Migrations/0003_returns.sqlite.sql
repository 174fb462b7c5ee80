create table workforce_rounds (
    id text not null primary key,
    title text not null,
    snapshot_date text not null,
    period_start text not null,
    period_end text not null,
    opened_at integer not null,
    closed_at integer null
);

create table workforce_returns (
    id text not null primary key,
    round text not null references workforce_rounds (id),
    organisation text not null,
    version integer not null,
    sha256 text not null,
    bytes integer not null,
    submitted_by text not null,
    submitted_at integer not null,
    status text not null,
    report text not null
);
create unique index workforce_returns_by_round_organisation_version on workforce_returns (round, organisation, version);
create index workforce_returns_by_organisation_submitted_at on workforce_returns (organisation, submitted_at);

-- The parts of a return are written before its own row, in the same transaction.
create table workforce_return_parts (
    return text not null references workforce_returns (id) deferrable initially deferred,
    ordinal integer not null,
    sealed blob not null,
    primary key (return, ordinal)
);

create table workforce_tokens (
    id text not null primary key,
    secret_hash blob not null,
    analyst text not null,
    organisation text not null,
    round text not null references workforce_rounds (id),
    issued_at integer not null,
    revoked_at integer null
);
create unique index workforce_tokens_by_secret_hash on workforce_tokens (secret_hash);
create index workforce_tokens_by_round on workforce_tokens (round);

create table workforce_given_answers (
    token text not null references workforce_tokens (id),
    key_hash blob not null,
    body_sha256 text not null,
    accepted integer not null,
    document text not null,
    given_at integer not null,
    primary key (token, key_hash)
);
