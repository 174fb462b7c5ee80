-- Which module a day is of, and whether it is for those who missed one.
alter table programmes_cohort_days add column module integer null;
alter table programmes_cohort_days add column makes_up boolean not null default false;
