-- The counts of outcomes that were told at the end of a quarter.
create table programmes_told_outcomes (
    as_at date not null primary key,
    told text not null,
    counted_at bigint not null
);
