-- What publishers choose about a version beside what the policy asks for.
alter table publishing_versions add column threshold integer null;
alter table publishing_versions add column left_out text not null default '';
update publishing_versions set threshold = (select threshold from publishing_editions e where e.id = publishing_versions.edition);
alter table publishing_editions drop column threshold;
