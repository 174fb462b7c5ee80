-- Who marks applications, what they may see, and what they gave; what is written is sealed.
create table programmes_assessors (
    cohort uuid not null references programmes_cohorts (id),
    person uuid not null,
    employer uuid null,
    sector text null,
    trained_on date null,
    appointed_by uuid not null,
    appointed_at bigint not null,
    calibrated_at bigint null,
    ended_at bigint null,
    sealed_about_self bytea null,
    primary key (cohort, person)
);
create index programmes_assessors_by_person on programmes_assessors (person);

create table programmes_assessor_links (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    assessor uuid not null,
    kind text not null,
    sealed bytea not null,
    declared_at bigint not null
);
create index programmes_assessor_links_by_cohort on programmes_assessor_links (cohort);

create table programmes_calibrations (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    assessor uuid not null,
    at bigint not null,
    marks text not null,
    hits integer not null,
    samples integer not null,
    passed boolean not null
);
create index programmes_calibrations_by_cohort on programmes_calibrations (cohort);

create table programmes_selection_rules (
    cohort uuid not null primary key references programmes_cohorts (id),
    readers integer not null,
    tie_traits text not null,
    order_seed bigint not null,
    lot_seed bigint not null,
    fixed_by uuid not null,
    fixed_at bigint not null
);

create table programmes_markings (
    application uuid not null references programmes_applications (id),
    assessor uuid not null,
    stage text not null,
    given_at bigint not null,
    given_by uuid null,
    is_by_hand boolean not null,
    locked_at bigint null,
    ended_at bigint null,
    ended_by text null,
    primary key (application, assessor, stage)
);
create index programmes_markings_by_assessor on programmes_markings (assessor);

create table programmes_marks (
    application uuid not null references programmes_applications (id),
    assessor uuid not null,
    stage text not null,
    trait text not null,
    value integer not null,
    sealed_comment bytea null,
    saved_at bigint not null,
    primary key (application, assessor, stage, trait)
);

create table programmes_masked_answers (
    application uuid not null references programmes_applications (id),
    question text not null,
    sealed bytea not null,
    checked_by uuid null,
    masked_at bigint not null,
    primary key (application, question)
);

create table programmes_moderations (
    application uuid not null references programmes_applications (id),
    stage text not null,
    trait text not null,
    moderator uuid not null,
    asked_by uuid not null,
    asked_at bigint not null,
    value integer null,
    sealed_reason bytea null,
    settled_at bigint null,
    primary key (application, stage, trait)
);
create index programmes_moderations_by_moderator on programmes_moderations (moderator);
