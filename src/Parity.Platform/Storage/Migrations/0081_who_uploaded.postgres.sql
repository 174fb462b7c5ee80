-- Who sent a return's file: whoever did cannot sign it off, also where somebody else pressed submit. For what is there, who is known.
alter table workforce_returns add column uploaded_by uuid not null default '00000000-0000-0000-0000-000000000000';
update workforce_returns set uploaded_by = submitted_by;
