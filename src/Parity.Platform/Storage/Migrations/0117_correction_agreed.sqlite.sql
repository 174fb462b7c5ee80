-- When a correction was agreed last: what was submitted since is that correction.
alter table workforce_invitations add column correction_agreed_at integer;
