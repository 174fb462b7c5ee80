-- A case of which nothing is kept any more has no owner: only the row that its cohorts name is left.
alter table programmes_cases add column owner_or_none text null;
update programmes_cases set owner_or_none = owner;
alter table programmes_cases drop column owner;
alter table programmes_cases rename column owner_or_none to owner;
