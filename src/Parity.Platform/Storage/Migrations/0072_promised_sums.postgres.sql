-- Sums that employers and sponsors promise, by what they are for and for which cohort: more than the one that a pledge names.
create table programmes_promised_sums (
    id uuid not null primary key,
    organisation uuid not null,
    cohort uuid null,
    kind text not null,
    pence bigint not null,
    promised_on date not null,
    noted_by uuid not null,
    noted_at bigint not null,
    ended_at bigint null
);
create index programmes_promised_sums_by_organisation on programmes_promised_sums (organisation);
alter table programmes_promised_sums enable row level security;
create policy within on programmes_promised_sums for select to parity_within using (parity_is_within(organisation));
grant select on programmes_promised_sums to parity_within;
