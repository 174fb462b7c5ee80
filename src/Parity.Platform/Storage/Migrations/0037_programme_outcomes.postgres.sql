-- What came of a programme: asked at fixed months after its end.
create table programmes_follow_ups (
    participant uuid not null references programmes_participants (id),
    months integer not null,
    due_on date not null,
    asked_on date not null,
    chased integer not null,
    answered_on date null,
    same_employer boolean null,
    sealed bytea null,
    primary key (participant, months)
);

create table programmes_career_moves (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    kind text not null,
    on_day date not null,
    told_on date not null
);
create index programmes_career_moves_by_participant on programmes_career_moves (participant);

create table programmes_civic_roles (
    participant uuid not null references programmes_participants (id),
    kind text not null,
    told_on date not null,
    primary key (participant, kind)
);
