-- How somebody will know that a goal of their plan is reached, and what showed it.
alter table programmes_plan_parts add column sealed_measure bytea;
alter table programmes_plan_parts add column sealed_evidence bytea;
