-- The counts of outcomes at the end of a quarter, told and withheld, sealed.
create table programmes_told_outcomes (
    as_at text not null primary key,
    sealed blob not null,
    counted_at integer not null
);
