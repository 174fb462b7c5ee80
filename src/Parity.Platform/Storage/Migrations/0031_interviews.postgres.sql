-- When interviews are, who is free then, and how ties were decided.
create table programmes_slots (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    starts_at bigint not null,
    minutes integer not null,
    place text not null,
    application uuid null,
    made_by uuid not null,
    cancelled_at bigint null
);
create index programmes_slots_by_cohort on programmes_slots (cohort);

create table programmes_slot_free (
    slot uuid not null references programmes_slots (id),
    assessor uuid not null,
    said_at bigint not null,
    primary key (slot, assessor)
);

create table programmes_tie_breaks (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    stage text not null,
    way text not null,
    applications text not null,
    broken_by uuid not null,
    broken_at bigint not null
);
create index programmes_tie_breaks_by_cohort on programmes_tie_breaks (cohort);
