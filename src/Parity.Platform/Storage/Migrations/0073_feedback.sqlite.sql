-- Participants ask others how these see them: an address that answers once, and the answer, sealed and without a time.
create table programmes_feedback (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    moment text not null,
    of_line_manager integer not null,
    mail_hash blob not null,
    secret_hash blob not null,
    asked_on text not null,
    sealed blob null
);
create unique index programmes_feedback_by_participant_moment_mail_hash on programmes_feedback (participant, moment, mail_hash);
create unique index programmes_feedback_by_secret_hash on programmes_feedback (secret_hash);
