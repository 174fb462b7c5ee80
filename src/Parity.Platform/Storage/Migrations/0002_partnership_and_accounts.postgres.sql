create table partnership_organisations (
    id uuid not null primary key,
    code text not null,
    name text not null,
    sector text not null,
    joined_on date not null,
    left_on date null
);
create unique index partnership_organisations_by_code on partnership_organisations (code);

create table accounts_people (
    id uuid not null primary key,
    name text not null,
    created_at bigint not null,
    disabled_at bigint null
);

create table accounts_roles (
    id uuid not null primary key,
    person uuid not null references accounts_people (id),
    role text not null,
    organisation uuid null,
    granted_at bigint not null,
    ended_at bigint null
);
create index accounts_roles_by_person on accounts_roles (person);
create index accounts_roles_by_organisation_role on accounts_roles (organisation, role);

create table accounts_sessions (
    id uuid not null primary key,
    secret_hash bytea not null,
    person uuid not null references accounts_people (id),
    way text not null,
    started_at bigint not null,
    ends_at bigint not null,
    ended_at bigint null
);
create unique index accounts_sessions_by_secret_hash on accounts_sessions (secret_hash);
create index accounts_sessions_by_person on accounts_sessions (person);

create table accounts_cookie_keys (
    id uuid not null primary key,
    name text not null,
    sealed bytea not null
);
