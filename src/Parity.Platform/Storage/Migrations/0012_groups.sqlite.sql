alter table partnership_organisations add column merged_into text null;

create table partnership_directorates (
    id text not null primary key,
    organisation text not null references partnership_organisations (id),
    name text not null,
    from_on text not null,
    until_on text null
);
create index partnership_directorates_by_organisation on partnership_directorates (organisation);

create table partnership_grades (
    id text not null primary key,
    organisation text not null references partnership_organisations (id),
    name text not null,
    rank integer not null,
    band text not null,
    from_on text not null,
    until_on text null
);
create index partnership_grades_by_organisation on partnership_grades (organisation);

create table partnership_events (
    id text not null primary key,
    organisation text not null references partnership_organisations (id),
    day text not null,
    kind text not null,
    before text null,
    after text null
);
create index partnership_events_by_organisation on partnership_events (organisation);

create table partnership_groups (
    id text not null primary key,
    name text not null,
    kind text not null,
    purpose text not null,
    from_on text not null,
    until_on text null
);

create table partnership_seats (
    id text not null primary key,
    "group" text not null references partnership_groups (id),
    organisation text null references partnership_organisations (id),
    person text null,
    title text not null,
    from_on text not null,
    until_on text null
);
create index partnership_seats_by_group on partnership_seats ("group");
create index partnership_seats_by_organisation on partnership_seats (organisation);
create index partnership_seats_by_person on partnership_seats (person);
