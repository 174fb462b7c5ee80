create table partnership_organisations (
    id text not null primary key,
    code text not null,
    name text not null,
    sector text not null,
    joined_on text not null,
    left_on text null
);
create unique index partnership_organisations_by_code on partnership_organisations (code);

create table accounts_people (
    id text not null primary key,
    name text not null,
    created_at integer not null,
    disabled_at integer null
);

create table accounts_roles (
    id text not null primary key,
    person text not null references accounts_people (id),
    role text not null,
    organisation text null,
    granted_at integer not null,
    ended_at integer null
);
create index accounts_roles_by_person on accounts_roles (person);
create index accounts_roles_by_organisation_role on accounts_roles (organisation, role);

create table accounts_sessions (
    id text not null primary key,
    secret_hash blob not null,
    person text not null references accounts_people (id),
    way text not null,
    started_at integer not null,
    ends_at integer not null,
    ended_at integer null
);
create unique index accounts_sessions_by_secret_hash on accounts_sessions (secret_hash);
create index accounts_sessions_by_person on accounts_sessions (person);

create table accounts_cookie_keys (
    id text not null primary key,
    name text not null,
    sealed blob not null
);
