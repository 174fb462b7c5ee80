-- A place at a briefing is given back by an address in its letter, and is deleted then: nothing is kept of it as cancelled.
alter table programmes_bookings add column secret_hash bytea null;
delete from programmes_bookings where cancelled_at is not null;
alter table programmes_bookings drop column cancelled_at;
create unique index programmes_bookings_by_secret_hash on programmes_bookings (secret_hash);
