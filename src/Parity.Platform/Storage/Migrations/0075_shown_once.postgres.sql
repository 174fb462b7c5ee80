-- Until when a participant can be told of by others is fixed with the first letter, and how groups of a cohort fared is counted once.
alter table programmes_feedback add column until_on date not null default '0001-01-01';
update programmes_feedback set until_on = coalesce((select case when programmes_feedback.moment = 'before' then p.started_on else p.ended_on end from programmes_participants p where p.id = programmes_feedback.participant), asked_on) + 42;
create table programmes_shown_groups (
    cohort uuid not null primary key references programmes_cohorts (id),
    counted_at bigint not null,
    sealed bytea not null
);
