-- When it was forgotten who stood behind an account.
alter table accounts_people add column forgotten_at bigint null;
