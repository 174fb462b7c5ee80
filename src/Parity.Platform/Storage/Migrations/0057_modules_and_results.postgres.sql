-- Which module a day is of, and whether it is for those who missed one.
alter table programmes_cohort_days add column module integer null;
alter table programmes_cohort_days add column makes_up boolean not null default false;

-- What the centre says of a certificate and its units. What was passed before is a result like another.
alter table programmes_certificates add column registration_number text null;
alter table programmes_certificates add column internally_verified_on date null;
alter table programmes_certificates add column externally_verified_on date null;
alter table programmes_certificate_units rename column passed_on to result_on;
alter table programmes_certificate_units add column result text null;
alter table programmes_certificate_units add column mark text not null default '';
update programmes_certificate_units set result = 'passed' where result_on is not null;

-- How participants found a module.
create table programmes_reactions (
    participant uuid not null references programmes_participants (id),
    module integer not null,
    sealed bytea not null,
    primary key (participant, module)
);
