-- What was changed of a published cohort's days and places, where it was not the window.
alter table programmes_window_changes add column what text null;
