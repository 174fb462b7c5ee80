-- The workshop for line managers has a time and a place beside its day.
alter table programmes_cohorts add column workshop_from text null;
alter table programmes_cohorts add column workshop_until text null;
alter table programmes_cohorts add column workshop_place text null;
