-- Participants beside colleagues from returns: on what it rests, who agreed, and what each run counted.
create table programmes_comparison_grounds (
    id text not null primary key,
    purpose text not null,
    basis text not null,
    condition text not null,
    assessment text not null,
    approved_by text not null,
    approved_on text not null,
    review_on text not null,
    recorded_by text not null,
    recorded_at integer not null,
    ended_at integer null
);

create table programmes_comparison_agreements (
    grounds text not null references programmes_comparison_grounds (id),
    organisation text not null,
    primary key (grounds, organisation)
);

create table programmes_comparisons (
    id text not null primary key,
    grounds text not null references programmes_comparison_grounds (id),
    round text not null,
    period_from text not null,
    period_until text not null,
    as_at text not null,
    ratio integer not null,
    caliper real not null,
    seed integer not null,
    made_by text not null,
    made_at integer not null,
    sealed blob not null
);
create unique index programmes_comparisons_by_grounds_round on programmes_comparisons (grounds, round);
