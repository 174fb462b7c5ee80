-- What the published figure said on which a positive-action case rests.
alter table programmes_cases add column figure_text text null;
