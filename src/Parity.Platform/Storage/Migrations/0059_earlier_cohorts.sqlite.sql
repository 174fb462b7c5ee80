-- Cohorts from before these records: how many completed each, and where that is said. A correction is a line of its own.
create table programmes_earlier_cohorts (
    id text not null primary key,
    title text not null,
    ended_on text not null,
    graduates integer not null,
    source text not null,
    corrects text null,
    reason text null,
    noted_by text not null,
    noted_at integer not null,
    replaced_at integer null
);
