-- The days of a cohort: when, where, with whom, and who was there.
create table programmes_cohort_days (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    kind text not null,
    title text not null,
    on_day text not null,
    from_time text not null,
    until_time text not null,
    minutes integer not null,
    place text not null,
    speaker text null,
    venue_use text null,
    speaker_use text null,
    made_by text not null,
    made_at integer not null,
    cancelled_at integer null
);
create index programmes_cohort_days_by_cohort on programmes_cohort_days (cohort);

create table programmes_attendances (
    cohort_day text not null references programmes_cohort_days (id),
    participant text not null,
    state text not null,
    noted_by text not null,
    noted_at integer not null,
    primary key (cohort_day, participant)
);
create index programmes_attendances_by_participant on programmes_attendances (participant);

create table programmes_milestones (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    title text not null,
    due_on text not null
);
create index programmes_milestones_by_cohort on programmes_milestones (cohort);

create table programmes_milestones_reached (
    milestone text not null references programmes_milestones (id),
    participant text not null,
    reached_on text not null,
    noted_by text not null,
    primary key (milestone, participant)
);
create index programmes_milestones_reached_by_participant on programmes_milestones_reached (participant);

-- What a participant enters and plans. Plans are theirs alone.
create table programmes_own_days (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    kind text not null,
    minutes integer not null,
    on_day text not null,
    sealed blob not null,
    entered_at integer not null,
    confirmed_at integer null,
    confirmed_by text null
);
create index programmes_own_days_by_participant on programmes_own_days (participant);

create table programmes_plan_parts (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    kind text not null,
    support text null,
    trait text null,
    sealed blob not null,
    due_on text null,
    met_on text null,
    written_at integer not null
);
create index programmes_plan_parts_by_participant on programmes_plan_parts (participant);

create table programmes_plan_reviews (
    participant text not null references programmes_participants (id),
    due_on text not null,
    held_on text null,
    sealed blob null,
    primary key (participant, due_on)
);

create table programmes_coaching (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    need text not null,
    sealed_need blob not null,
    asked_at integer not null,
    answered_at integer null,
    sealed_answer blob null,
    answered_by text null
);
create index programmes_coaching_by_participant on programmes_coaching (participant);

create table programmes_evaluations (
    participant text not null references programmes_participants (id),
    moment text not null,
    sealed blob not null,
    answered_at integer not null,
    primary key (participant, moment)
);

create table programmes_calendars (
    participant text not null primary key references programmes_participants (id),
    secret_hash blob not null,
    made_at integer not null
);
create unique index programmes_calendars_by_secret_hash on programmes_calendars (secret_hash);

create table programmes_networks (
    id text not null primary key,
    title text not null,
    about text not null,
    ended_at integer null
);

create table programmes_network_wishes (
    network text not null references programmes_networks (id),
    participant text not null,
    asked_at integer not null,
    primary key (network, participant)
);
create index programmes_network_wishes_by_participant on programmes_network_wishes (participant);

-- That a line manager came to the workshop, and why somebody left.
alter table programmes_participants add column workshop_on text null;
alter table programmes_participants add column end_reason text null;
