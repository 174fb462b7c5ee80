alter table partnership_organisations add column merged_into uuid null;

create table partnership_directorates (
    id uuid not null primary key,
    organisation uuid not null references partnership_organisations (id),
    name text not null,
    from_on date not null,
    until_on date null
);
create index partnership_directorates_by_organisation on partnership_directorates (organisation);

create table partnership_grades (
    id uuid not null primary key,
    organisation uuid not null references partnership_organisations (id),
    name text not null,
    rank integer not null,
    band text not null,
    from_on date not null,
    until_on date null
);
create index partnership_grades_by_organisation on partnership_grades (organisation);

create table partnership_events (
    id uuid not null primary key,
    organisation uuid not null references partnership_organisations (id),
    day date not null,
    kind text not null,
    before text null,
    after text null
);
create index partnership_events_by_organisation on partnership_events (organisation);

create table partnership_groups (
    id uuid not null primary key,
    name text not null,
    kind text not null,
    purpose text not null,
    from_on date not null,
    until_on date null
);

create table partnership_seats (
    id uuid not null primary key,
    "group" uuid not null references partnership_groups (id),
    organisation uuid null references partnership_organisations (id),
    person uuid null,
    title text not null,
    from_on date not null,
    until_on date null
);
create index partnership_seats_by_group on partnership_seats ("group");
create index partnership_seats_by_organisation on partnership_seats (organisation);
create index partnership_seats_by_person on partnership_seats (person);
