-- When a report of others was last noted or taken out: versions made before are to be made again.
alter table publishing_editions add column reports_changed_at integer null;
update publishing_editions set reports_changed_at = (select max(r.told_at) from publishing_reports_elsewhere r where r.edition = publishing_editions.id);
