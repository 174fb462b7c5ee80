-- What one person asked for and a second one confirms: roles that read people's data, and organisations' own sign-in.
create table accounts_confirmations (
    id text not null primary key,
    asked_by text not null references accounts_people (id),
    asked_at integer not null,
    why text not null,
    organisation text null,
    person text null references accounts_people (id),
    role text null,
    from_on text null,
    until_on text null,
    sealed_settings blob null,
    settled_at integer null,
    settled_by text null,
    is_refused integer not null
);
create index accounts_confirmations_by_asked_by on accounts_confirmations (asked_by);
create index accounts_confirmations_by_person on accounts_confirmations (person);
create index accounts_confirmations_by_settled_at on accounts_confirmations (settled_at);
