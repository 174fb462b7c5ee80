-- What came of a programme: asked at fixed months after its end.
create table programmes_follow_ups (
    participant text not null references programmes_participants (id),
    months integer not null,
    due_on text not null,
    asked_on text not null,
    chased integer not null,
    answered_on text null,
    same_employer integer null,
    sealed blob null,
    primary key (participant, months)
);

create table programmes_career_moves (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    kind text not null,
    on_day text not null,
    told_on text not null
);
create index programmes_career_moves_by_participant on programmes_career_moves (participant);

create table programmes_civic_roles (
    participant text not null references programmes_participants (id),
    kind text not null,
    told_on text not null,
    primary key (participant, kind)
);
