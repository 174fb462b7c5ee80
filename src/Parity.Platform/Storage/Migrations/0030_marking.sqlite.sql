-- Who marks applications, what they may see, and what they gave; what is written is sealed.
create table programmes_assessors (
    cohort text not null references programmes_cohorts (id),
    person text not null,
    employer text null,
    sector text null,
    trained_on text null,
    appointed_by text not null,
    appointed_at integer not null,
    calibrated_at integer null,
    ended_at integer null,
    sealed_about_self blob null,
    primary key (cohort, person)
);
create index programmes_assessors_by_person on programmes_assessors (person);

create table programmes_assessor_links (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    assessor text not null,
    kind text not null,
    sealed blob not null,
    declared_at integer not null
);
create index programmes_assessor_links_by_cohort on programmes_assessor_links (cohort);

create table programmes_calibrations (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    assessor text not null,
    at integer not null,
    marks text not null,
    hits integer not null,
    samples integer not null,
    passed integer not null
);
create index programmes_calibrations_by_cohort on programmes_calibrations (cohort);

create table programmes_selection_rules (
    cohort text not null primary key references programmes_cohorts (id),
    readers integer not null,
    tie_traits text not null,
    order_seed integer not null,
    lot_seed integer not null,
    fixed_by text not null,
    fixed_at integer not null
);

create table programmes_markings (
    application text not null references programmes_applications (id),
    assessor text not null,
    stage text not null,
    given_at integer not null,
    given_by text null,
    is_by_hand integer not null,
    locked_at integer null,
    ended_at integer null,
    ended_by text null,
    primary key (application, assessor, stage)
);
create index programmes_markings_by_assessor on programmes_markings (assessor);

create table programmes_marks (
    application text not null references programmes_applications (id),
    assessor text not null,
    stage text not null,
    trait text not null,
    value integer not null,
    sealed_comment blob null,
    saved_at integer not null,
    primary key (application, assessor, stage, trait)
);

create table programmes_masked_answers (
    application text not null references programmes_applications (id),
    question text not null,
    sealed blob not null,
    checked_by text null,
    masked_at integer not null,
    primary key (application, question)
);

create table programmes_moderations (
    application text not null references programmes_applications (id),
    stage text not null,
    trait text not null,
    moderator text not null,
    asked_by text not null,
    asked_at integer not null,
    value integer null,
    sealed_reason blob null,
    settled_at integer null,
    primary key (application, stage, trait)
);
create index programmes_moderations_by_moderator on programmes_moderations (moderator);
