-- Who asked for what is for other roles: a row for each person, day and kind of address.
create table accounts_refused_access (
    id uuid not null primary key,
    person uuid not null references accounts_people (id),
    day date not null,
    address text not null,
    first_at bigint not null,
    last_at bigint not null,
    times integer not null
);
create unique index accounts_refused_access_by_person_day_address on accounts_refused_access (person, day, address);
create index accounts_refused_access_by_last_at on accounts_refused_access (last_at);
