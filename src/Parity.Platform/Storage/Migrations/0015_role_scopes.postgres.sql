-- A role can be held for one programme or one case, and from a day until a day.
alter table accounts_roles add column in_programme uuid null;
alter table accounts_roles add column in_case uuid null;
alter table accounts_roles add column from_on date null;
alter table accounts_roles add column until_on date null;
create index accounts_roles_by_in_programme_role on accounts_roles (in_programme, role);
create index accounts_roles_by_in_case on accounts_roles (in_case);
