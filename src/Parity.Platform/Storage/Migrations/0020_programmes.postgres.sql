-- Why a programme may be for one group, and its runs. Each run keeps the shape it began with.
create table programmes_cases (
    id uuid not null primary key,
    title text not null,
    group_served text not null,
    grounds text not null,
    evidence text not null,
    evidence_source text not null,
    evidence_on date null,
    figure text null,
    evidence_holds boolean null,
    proportionate text not null,
    alternatives text not null,
    end_condition text not null,
    review_on date null,
    owner uuid not null,
    made_at bigint not null,
    ended_at bigint null
);

create table programmes_case_reviews (
    id uuid not null primary key,
    action_case uuid not null references programmes_cases (id),
    at bigint not null,
    reviewer uuid not null,
    finding text not null,
    next_on date not null
);
create index programmes_case_reviews_by_action_case on programmes_case_reviews (action_case);

create table programmes_case_bases (
    action_case uuid not null references programmes_cases (id),
    organisation uuid not null,
    basis text not null,
    given_by uuid not null,
    given_at bigint not null,
    primary key (action_case, organisation)
);

create table programmes_shapes (
    code text not null,
    version integer not null,
    shape text not null,
    made_by uuid not null,
    made_at bigint not null,
    primary key (code, version)
);

create table programmes_cohorts (
    id uuid not null primary key,
    code text not null,
    title text not null,
    summary text not null,
    action_case uuid not null references programmes_cases (id),
    shape text not null,
    places integer not null,
    is_history boolean not null,
    briefing_on date null,
    briefing_from time without time zone null,
    briefing_until time without time zone null,
    briefing_place text null,
    briefing_places integer null,
    opens_at bigint not null,
    over_at bigint not null,
    interviews_from date not null,
    interviews_until date not null,
    outcomes_on date not null,
    starts_on date not null,
    starts_until date not null,
    workshop_on date null,
    ends_on date not null,
    as_announced text null,
    made_at bigint not null,
    published_at bigint null,
    started_at bigint null,
    finished_at bigint null
);
create unique index programmes_cohorts_by_code on programmes_cohorts (code);
create index programmes_cohorts_by_action_case on programmes_cohorts (action_case);

create table programmes_window_changes (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    was_over_at bigint not null,
    over_at bigint not null,
    days_moved integer not null,
    reason text not null,
    changed_by uuid not null,
    at bigint not null
);
create index programmes_window_changes_by_cohort on programmes_window_changes (cohort);

-- An application; what was written is sealed.
create table programmes_applications (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    person uuid not null,
    employer uuid null,
    standing text null,
    level text null,
    route text null,
    state text not null,
    begun_at bigint not null,
    sent_at bigint null,
    agreed_to_tell_at bigint null,
    answer_by date null,
    forgotten_at bigint null
);
create unique index programmes_applications_by_cohort_person on programmes_applications (cohort, person);
create index programmes_applications_by_person on programmes_applications (person);
create index programmes_applications_by_employer on programmes_applications (employer);

create table programmes_moves (
    id uuid not null primary key,
    application uuid not null references programmes_applications (id),
    deed text not null,
    from_state text not null,
    to_state text not null,
    done_by text not null,
    at bigint not null
);
create index programmes_moves_by_application on programmes_moves (application);

create table programmes_answers (
    application uuid not null references programmes_applications (id),
    question text not null,
    sealed bytea not null,
    saved_at bigint not null,
    primary key (application, question)
);

create table programmes_decisions (
    application uuid not null references programmes_applications (id),
    decided_at bigint not null,
    deed text not null,
    reason text null,
    sealed_feedback bytea null,
    next_step text null,
    rank integer null,
    decided_by uuid not null,
    told_at bigint null,
    replaced_at bigint null,
    primary key (application, decided_at)
);

-- Declared for the decision, with consent that can be withdrawn; no key leads from selection to it.
create table programmes_eligibility (
    application uuid not null primary key,
    sealed bytea null,
    wording text not null,
    consented_at bigint not null,
    withdrawn_at bigint null
);

-- For statistics of groups alone: found by a hash that only the program can make.
create table programmes_monitoring (
    subject bytea not null primary key,
    cohort uuid not null,
    sealed bytea not null,
    saved_on date not null
);
create index programmes_monitoring_by_cohort on programmes_monitoring (cohort);

create table programmes_pledges (
    id uuid not null primary key,
    organisation uuid not null,
    promise text not null,
    waives_approval boolean not null,
    from_on date not null,
    until_on date null,
    made_by uuid not null,
    made_at bigint not null
);
create index programmes_pledges_by_organisation on programmes_pledges (organisation);

create table programmes_participants (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    application uuid not null references programmes_applications (id),
    person uuid not null,
    employer uuid null,
    line_manager uuid null,
    accepted_at bigint not null,
    started_on date null,
    ended_on date null,
    completed boolean not null
);
create unique index programmes_participants_by_application on programmes_participants (application);
create index programmes_participants_by_cohort on programmes_participants (cohort);
create index programmes_participants_by_person on programmes_participants (person);
create index programmes_participants_by_employer on programmes_participants (employer);
create index programmes_participants_by_line_manager on programmes_participants (line_manager);
