-- Cohorts from before these records: how many completed each, and where that is said. A correction is a line of its own.
create table programmes_earlier_cohorts (
    id uuid not null primary key,
    title text not null,
    ended_on date not null,
    graduates integer not null,
    source text not null,
    corrects uuid null,
    reason text null,
    noted_by uuid not null,
    noted_at bigint not null,
    replaced_at bigint null
);
