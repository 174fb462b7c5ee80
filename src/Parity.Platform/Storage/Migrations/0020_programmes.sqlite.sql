-- Why a programme may be for one group, and its runs. Each run keeps the shape it began with.
create table programmes_cases (
    id text not null primary key,
    title text not null,
    group_served text not null,
    grounds text not null,
    evidence text not null,
    evidence_source text not null,
    evidence_on text null,
    figure text null,
    evidence_holds integer null,
    proportionate text not null,
    alternatives text not null,
    end_condition text not null,
    review_on text null,
    owner text not null,
    made_at integer not null,
    ended_at integer null
);

create table programmes_case_reviews (
    id text not null primary key,
    action_case text not null references programmes_cases (id),
    at integer not null,
    reviewer text not null,
    finding text not null,
    next_on text not null
);
create index programmes_case_reviews_by_action_case on programmes_case_reviews (action_case);

create table programmes_case_bases (
    action_case text not null references programmes_cases (id),
    organisation text not null,
    basis text not null,
    given_by text not null,
    given_at integer not null,
    primary key (action_case, organisation)
);

create table programmes_shapes (
    code text not null,
    version integer not null,
    shape text not null,
    made_by text not null,
    made_at integer not null,
    primary key (code, version)
);

create table programmes_cohorts (
    id text not null primary key,
    code text not null,
    title text not null,
    summary text not null,
    action_case text not null references programmes_cases (id),
    shape text not null,
    places integer not null,
    is_history integer not null,
    briefing_on text null,
    briefing_from text null,
    briefing_until text null,
    briefing_place text null,
    briefing_places integer null,
    opens_at integer not null,
    over_at integer not null,
    interviews_from text not null,
    interviews_until text not null,
    outcomes_on text not null,
    starts_on text not null,
    starts_until text not null,
    workshop_on text null,
    ends_on text not null,
    as_announced text null,
    made_at integer not null,
    published_at integer null,
    started_at integer null,
    finished_at integer null
);
create unique index programmes_cohorts_by_code on programmes_cohorts (code);
create index programmes_cohorts_by_action_case on programmes_cohorts (action_case);

create table programmes_window_changes (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    was_over_at integer not null,
    over_at integer not null,
    days_moved integer not null,
    reason text not null,
    changed_by text not null,
    at integer not null
);
create index programmes_window_changes_by_cohort on programmes_window_changes (cohort);

-- An application; what was written is sealed.
create table programmes_applications (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    person text not null,
    employer text null,
    standing text null,
    level text null,
    route text null,
    state text not null,
    begun_at integer not null,
    sent_at integer null,
    agreed_to_tell_at integer null,
    answer_by text null,
    forgotten_at integer null
);
create unique index programmes_applications_by_cohort_person on programmes_applications (cohort, person);
create index programmes_applications_by_person on programmes_applications (person);
create index programmes_applications_by_employer on programmes_applications (employer);

create table programmes_moves (
    id text not null primary key,
    application text not null references programmes_applications (id),
    deed text not null,
    from_state text not null,
    to_state text not null,
    done_by text not null,
    at integer not null
);
create index programmes_moves_by_application on programmes_moves (application);

create table programmes_answers (
    application text not null references programmes_applications (id),
    question text not null,
    sealed blob not null,
    saved_at integer not null,
    primary key (application, question)
);

create table programmes_decisions (
    application text not null references programmes_applications (id),
    decided_at integer not null,
    deed text not null,
    reason text null,
    sealed_feedback blob null,
    next_step text null,
    rank integer null,
    decided_by text not null,
    told_at integer null,
    replaced_at integer null,
    primary key (application, decided_at)
);

-- Declared for the decision, with consent that can be withdrawn; no key leads from selection to it.
create table programmes_eligibility (
    application text not null primary key,
    sealed blob null,
    wording text not null,
    consented_at integer not null,
    withdrawn_at integer null
);

-- For statistics of groups alone: found by a hash that only the program can make.
create table programmes_monitoring (
    subject blob not null primary key,
    cohort text not null,
    sealed blob not null,
    saved_on text not null
);
create index programmes_monitoring_by_cohort on programmes_monitoring (cohort);

create table programmes_pledges (
    id text not null primary key,
    organisation text not null,
    promise text not null,
    waives_approval integer not null,
    from_on text not null,
    until_on text null,
    made_by text not null,
    made_at integer not null
);
create index programmes_pledges_by_organisation on programmes_pledges (organisation);

create table programmes_participants (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    application text not null references programmes_applications (id),
    person text not null,
    employer text null,
    line_manager text null,
    accepted_at integer not null,
    started_on text null,
    ended_on text null,
    completed integer not null
);
create unique index programmes_participants_by_application on programmes_participants (application);
create index programmes_participants_by_cohort on programmes_participants (cohort);
create index programmes_participants_by_person on programmes_participants (person);
create index programmes_participants_by_employer on programmes_participants (employer);
create index programmes_participants_by_line_manager on programmes_participants (line_manager);
