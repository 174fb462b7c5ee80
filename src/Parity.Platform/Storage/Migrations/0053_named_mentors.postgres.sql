-- Who mentors a participant, as the programme's team named them.
create table programmes_named_mentors (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    mentor uuid not null,
    named_on date not null,
    ended_on date null
);
create index programmes_named_mentors_by_participant on programmes_named_mentors (participant);
create index programmes_named_mentors_by_mentor on programmes_named_mentors (mentor);
