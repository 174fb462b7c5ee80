-- Participants ask others how these see them: an address that answers once, and the answer, sealed and without a time.
create table programmes_feedback (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    moment text not null,
    of_line_manager boolean not null,
    mail_hash bytea not null,
    secret_hash bytea not null,
    asked_on date not null,
    sealed bytea null
);
create unique index programmes_feedback_by_participant_moment_mail_hash on programmes_feedback (participant, moment, mail_hash);
create unique index programmes_feedback_by_secret_hash on programmes_feedback (secret_hash);
