-- A case of which nothing is kept any more has no owner: only the row that its cohorts name is left.
alter table programmes_cases alter column owner drop not null;
