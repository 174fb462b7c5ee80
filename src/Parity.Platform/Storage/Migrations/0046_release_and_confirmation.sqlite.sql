-- What exactly an employer releases, so that days which clash can be named; and an employer's word on a step at work.
alter table programmes_releases add column days integer null;
alter table programmes_releases add column weekdays text not null default '';
alter table programmes_releases add column not_between text not null default '';

alter table programmes_career_moves add column employer_asked integer not null default 0;
alter table programmes_career_moves add column is_so integer null;
alter table programmes_career_moves add column answered_by text null;
alter table programmes_career_moves add column answered_on text null;
