-- The workshop for line managers has a time and a place beside its day.
alter table programmes_cohorts add column workshop_from time without time zone null;
alter table programmes_cohorts add column workshop_until time without time zone null;
alter table programmes_cohorts add column workshop_place text null;
