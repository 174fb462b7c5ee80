-- A day of a cohort can be the meeting of one learning set; who is awaited has a line of attendance from then on.
alter table programmes_cohort_days add column learning_set uuid null;
