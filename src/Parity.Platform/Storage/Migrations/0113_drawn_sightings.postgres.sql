-- Looks at special-category data that the lot fell on, and what an auditor said of them.
create table accounts_drawn_sightings (
    sighting uuid not null primary key references sightings (id),
    month date not null,
    place integer not null,
    verdict text,
    judged_by uuid references accounts_people (id),
    judged_at bigint,
    why text
);
create unique index accounts_drawn_sightings_by_month_place on accounts_drawn_sightings (month, place);
create index accounts_drawn_sightings_by_judged_by on accounts_drawn_sightings (judged_by);
