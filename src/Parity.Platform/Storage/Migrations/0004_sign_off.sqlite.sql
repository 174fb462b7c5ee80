alter table workforce_returns add column signed_off_by text null;
alter table workforce_returns add column signed_off_at integer null;
