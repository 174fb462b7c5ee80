-- An address that books again takes another place: else whoever tries it could tell that it had booked.
drop index programmes_bookings_by_cohort_mail_hash;
create index programmes_bookings_by_cohort_mail_hash on programmes_bookings (cohort, mail_hash);
