-- The counts of outcomes at the end of a quarter, told and withheld, sealed.
create table programmes_told_outcomes (
    as_at date not null primary key,
    sealed bytea not null,
    counted_at bigint not null
);
