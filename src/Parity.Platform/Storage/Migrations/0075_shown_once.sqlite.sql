-- Until when a participant can be told of by others is fixed with the first letter, and how groups of a cohort fared is counted once.
alter table programmes_feedback add column until_on text not null default '0001-01-01';
update programmes_feedback set until_on = coalesce(date(coalesce((select case when programmes_feedback.moment = 'before' then p.started_on else p.ended_on end from programmes_participants p where p.id = programmes_feedback.participant), asked_on), '+42 days'), until_on);
create table programmes_shown_groups (
    cohort text not null primary key references programmes_cohorts (id),
    counted_at integer not null,
    sealed blob not null
);
