-- A unit of a certificate has the level that the awarding body gives it.
alter table programmes_certificate_units add column level integer null;
