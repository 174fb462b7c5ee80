-- The days of a cohort: when, where, with whom, and who was there.
create table programmes_cohort_days (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    kind text not null,
    title text not null,
    on_day date not null,
    from_time time without time zone not null,
    until_time time without time zone not null,
    minutes integer not null,
    place text not null,
    speaker text null,
    venue_use uuid null,
    speaker_use uuid null,
    made_by uuid not null,
    made_at bigint not null,
    cancelled_at bigint null
);
create index programmes_cohort_days_by_cohort on programmes_cohort_days (cohort);

create table programmes_attendances (
    cohort_day uuid not null references programmes_cohort_days (id),
    participant uuid not null,
    state text not null,
    noted_by uuid not null,
    noted_at bigint not null,
    primary key (cohort_day, participant)
);
create index programmes_attendances_by_participant on programmes_attendances (participant);

create table programmes_milestones (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    title text not null,
    due_on date not null
);
create index programmes_milestones_by_cohort on programmes_milestones (cohort);

create table programmes_milestones_reached (
    milestone uuid not null references programmes_milestones (id),
    participant uuid not null,
    reached_on date not null,
    noted_by uuid not null,
    primary key (milestone, participant)
);
create index programmes_milestones_reached_by_participant on programmes_milestones_reached (participant);

-- What a participant enters and plans. Plans are theirs alone.
create table programmes_own_days (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    kind text not null,
    minutes integer not null,
    on_day date not null,
    sealed bytea not null,
    entered_at bigint not null,
    confirmed_at bigint null,
    confirmed_by uuid null
);
create index programmes_own_days_by_participant on programmes_own_days (participant);

create table programmes_plan_parts (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    kind text not null,
    support text null,
    trait text null,
    sealed bytea not null,
    due_on date null,
    met_on date null,
    written_at bigint not null
);
create index programmes_plan_parts_by_participant on programmes_plan_parts (participant);

create table programmes_plan_reviews (
    participant uuid not null references programmes_participants (id),
    due_on date not null,
    held_on date null,
    sealed bytea null,
    primary key (participant, due_on)
);

create table programmes_coaching (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    need uuid not null,
    sealed_need bytea not null,
    asked_at bigint not null,
    answered_at bigint null,
    sealed_answer bytea null,
    answered_by uuid null
);
create index programmes_coaching_by_participant on programmes_coaching (participant);

create table programmes_evaluations (
    participant uuid not null references programmes_participants (id),
    moment text not null,
    sealed bytea not null,
    answered_at bigint not null,
    primary key (participant, moment)
);

create table programmes_calendars (
    participant uuid not null primary key references programmes_participants (id),
    secret_hash bytea not null,
    made_at bigint not null
);
create unique index programmes_calendars_by_secret_hash on programmes_calendars (secret_hash);

create table programmes_networks (
    id uuid not null primary key,
    title text not null,
    about text not null,
    ended_at bigint null
);

create table programmes_network_wishes (
    network uuid not null references programmes_networks (id),
    participant uuid not null,
    asked_at bigint not null,
    primary key (network, participant)
);
create index programmes_network_wishes_by_participant on programmes_network_wishes (participant);

-- That a line manager came to the workshop, and why somebody left.
alter table programmes_participants add column workshop_on date null;
alter table programmes_participants add column end_reason text null;
