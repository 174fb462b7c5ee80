alter table workforce_returns add column sent_back_by uuid null;
alter table workforce_returns add column sent_back_at bigint null;
alter table workforce_returns add column sent_back_why text null;
