alter table workforce_returns add column sent_back_by text null;
alter table workforce_returns add column sent_back_at integer null;
alter table workforce_returns add column sent_back_why text null;
