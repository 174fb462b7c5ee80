-- Sums that employers and sponsors promise, by what they are for and for which cohort: more than the one that a pledge names.
create table programmes_promised_sums (
    id text not null primary key,
    organisation text not null,
    cohort text null,
    kind text not null,
    pence integer not null,
    promised_on text not null,
    noted_by text not null,
    noted_at integer not null,
    ended_at integer null
);
create index programmes_promised_sums_by_organisation on programmes_promised_sums (organisation);
