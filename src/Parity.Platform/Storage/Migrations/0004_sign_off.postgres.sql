alter table workforce_returns add column signed_off_by uuid null;
alter table workforce_returns add column signed_off_at bigint null;
