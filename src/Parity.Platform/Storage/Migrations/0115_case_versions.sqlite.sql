-- What a positive-action case said until it was changed: windows were opened on it.
create table programmes_case_versions (
    id text not null primary key,
    action_case text not null references programmes_cases (id),
    until integer not null,
    changed_by text not null,
    title text not null,
    group_served text not null,
    grounds text not null,
    evidence text not null,
    evidence_source text not null,
    evidence_on text null,
    figure_text text null,
    proportionate text not null,
    alternatives text not null,
    end_condition text not null
);
create index programmes_case_versions_by_action_case on programmes_case_versions (action_case);
