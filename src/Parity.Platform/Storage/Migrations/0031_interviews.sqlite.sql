-- When interviews are, who is free then, and how ties were decided.
create table programmes_slots (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    starts_at integer not null,
    minutes integer not null,
    place text not null,
    application text null,
    made_by text not null,
    cancelled_at integer null
);
create index programmes_slots_by_cohort on programmes_slots (cohort);

create table programmes_slot_free (
    slot text not null references programmes_slots (id),
    assessor text not null,
    said_at integer not null,
    primary key (slot, assessor)
);

create table programmes_tie_breaks (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    stage text not null,
    way text not null,
    applications text not null,
    broken_by text not null,
    broken_at integer not null
);
create index programmes_tie_breaks_by_cohort on programmes_tie_breaks (cohort);
