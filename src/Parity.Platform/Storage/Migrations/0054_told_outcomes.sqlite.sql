-- The counts of outcomes that were told at the end of a quarter.
create table programmes_told_outcomes (
    as_at text not null primary key,
    told text not null,
    counted_at integer not null
);
