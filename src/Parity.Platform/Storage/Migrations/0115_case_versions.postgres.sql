-- What a positive-action case said until it was changed: windows were opened on it.
create table programmes_case_versions (
    id uuid not null primary key,
    action_case uuid not null references programmes_cases (id),
    until bigint not null,
    changed_by uuid not null,
    title text not null,
    group_served text not null,
    grounds text not null,
    evidence text not null,
    evidence_source text not null,
    evidence_on date null,
    figure_text text null,
    proportionate text not null,
    alternatives text not null,
    end_condition text not null
);
create index programmes_case_versions_by_action_case on programmes_case_versions (action_case);
