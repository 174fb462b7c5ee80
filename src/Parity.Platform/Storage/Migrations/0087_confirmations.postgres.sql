-- What one person asked for and a second one confirms: roles that read people's data, and organisations' own sign-in.
create table accounts_confirmations (
    id uuid not null primary key,
    asked_by uuid not null references accounts_people (id),
    asked_at bigint not null,
    why text not null,
    organisation uuid null,
    person uuid null references accounts_people (id),
    role text null,
    from_on date null,
    until_on date null,
    sealed_settings bytea null,
    settled_at bigint null,
    settled_by uuid null,
    is_refused boolean not null
);
create index accounts_confirmations_by_asked_by on accounts_confirmations (asked_by);
create index accounts_confirmations_by_person on accounts_confirmations (person);
create index accounts_confirmations_by_settled_at on accounts_confirmations (settled_at);
