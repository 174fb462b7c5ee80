-- Who asked for what is for other roles: a row for each person, day and kind of address.
create table accounts_refused_access (
    id text not null primary key,
    person text not null references accounts_people (id),
    day text not null,
    address text not null,
    first_at integer not null,
    last_at integer not null,
    times integer not null
);
create unique index accounts_refused_access_by_person_day_address on accounts_refused_access (person, day, address);
create index accounts_refused_access_by_last_at on accounts_refused_access (last_at);
