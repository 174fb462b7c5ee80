-- A participant asks their employer for somebody to shadow, or for a mentor inside, for a need of the plan.
create table programmes_internal_support (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    need uuid not null,
    kind text not null,
    sealed_need bytea not null,
    asked_at bigint not null,
    answered_at bigint null,
    sealed_answer bytea null,
    answered_by uuid null
);
create index programmes_internal_support_by_participant on programmes_internal_support (participant);
