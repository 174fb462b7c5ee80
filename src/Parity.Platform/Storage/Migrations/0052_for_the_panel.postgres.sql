-- What an interview's panel is to do in the room so that an applicant can take part; sealed.
alter table programmes_adjustments add column sealed_for_panel bytea null;
