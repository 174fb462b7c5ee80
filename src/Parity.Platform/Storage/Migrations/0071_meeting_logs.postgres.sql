-- What a selection meeting had before it when its outcomes were told, and the list that followed: from it the list is made again.
create table programmes_meeting_logs (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    stage text not null,
    told_at bigint not null,
    told_by uuid not null,
    sealed bytea not null
);
create index programmes_meeting_logs_by_cohort on programmes_meeting_logs (cohort);
