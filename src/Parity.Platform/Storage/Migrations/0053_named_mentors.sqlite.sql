-- Who mentors a participant, as the programme's team named them.
create table programmes_named_mentors (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    mentor text not null,
    named_on text not null,
    ended_on text null
);
create index programmes_named_mentors_by_participant on programmes_named_mentors (participant);
create index programmes_named_mentors_by_mentor on programmes_named_mentors (mentor);
