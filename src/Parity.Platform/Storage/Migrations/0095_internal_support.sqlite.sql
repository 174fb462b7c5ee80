-- A participant asks their employer for somebody to shadow, or for a mentor inside, for a need of the plan.
create table programmes_internal_support (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    need text not null,
    kind text not null,
    sealed_need blob not null,
    asked_at integer not null,
    answered_at integer null,
    sealed_answer blob null,
    answered_by text null
);
create index programmes_internal_support_by_participant on programmes_internal_support (participant);
