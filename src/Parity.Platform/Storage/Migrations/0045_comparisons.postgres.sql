-- Participants beside colleagues from returns: on what it rests, who agreed, and what each run counted.
create table programmes_comparison_grounds (
    id uuid not null primary key,
    purpose text not null,
    basis text not null,
    condition text not null,
    assessment text not null,
    approved_by text not null,
    approved_on date not null,
    review_on date not null,
    recorded_by uuid not null,
    recorded_at bigint not null,
    ended_at bigint null
);

create table programmes_comparison_agreements (
    grounds uuid not null references programmes_comparison_grounds (id),
    organisation uuid not null,
    primary key (grounds, organisation)
);

create table programmes_comparisons (
    id uuid not null primary key,
    grounds uuid not null references programmes_comparison_grounds (id),
    round uuid not null,
    period_from date not null,
    period_until date not null,
    as_at date not null,
    ratio integer not null,
    caliper double precision not null,
    seed bigint not null,
    made_by uuid not null,
    made_at bigint not null,
    sealed bytea not null
);
create unique index programmes_comparisons_by_grounds_round on programmes_comparisons (grounds, round);
