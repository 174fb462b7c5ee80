-- What employers do for a programme: whom they put forward, what they say of whoever told them, what they give.
create table programmes_nominations (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    organisation text not null,
    sealed blob not null,
    mail_hash blob not null,
    nominated_by text not null,
    nominated_at integer not null,
    withdrawn_at integer null,
    application text null
);
create index programmes_nominations_by_cohort_organisation on programmes_nominations (cohort, organisation);
create index programmes_nominations_by_mail_hash on programmes_nominations (mail_hash);

create table programmes_endorsements (
    application text not null primary key,
    organisation text not null,
    asked_at integer not null,
    chased integer not null,
    answered_at integer null,
    endorses integer null,
    sealed_comment blob null,
    answered_by text null
);
create index programmes_endorsements_by_organisation on programmes_endorsements (organisation);

create table programmes_offers (
    id text not null primary key,
    organisation text not null,
    kind text not null,
    amount integer not null,
    note text not null,
    offered_by text not null,
    offered_at integer not null,
    ended_at integer null
);
create index programmes_offers_by_organisation on programmes_offers (organisation);

create table programmes_offer_uses (
    id text not null primary key,
    offer text not null references programmes_offers (id),
    used_on text not null,
    amount integer not null,
    what text not null,
    noted_by text not null
);
create index programmes_offer_uses_by_offer on programmes_offer_uses (offer);

create table programmes_payments (
    id text not null primary key,
    organisation text not null,
    cohort text null,
    kind text not null,
    pence integer not null,
    paid_on text not null,
    note text not null,
    noted_by text not null,
    noted_at integer not null
);
create index programmes_payments_by_organisation on programmes_payments (organisation);

create table programmes_releases (
    participant text not null primary key,
    organisation text not null,
    agreement text not null,
    agreed_by text not null,
    agreed_at integer not null
);
create index programmes_releases_by_organisation on programmes_releases (organisation);

create table programmes_strategy_reviews (
    id text not null primary key,
    organisation text not null,
    reviewed_on text not null,
    improved integer not null,
    what text not null,
    noted_by text not null,
    noted_at integer not null
);
create index programmes_strategy_reviews_by_organisation on programmes_strategy_reviews (organisation);

-- What an applicant needs in order to take part, and who comes to a briefing; sealed.
create table programmes_adjustments (
    id text not null primary key,
    application text not null,
    stage text not null,
    sealed blob null,
    asked_at integer not null,
    answered_at integer null,
    is_met integer not null,
    sealed_answer blob null,
    answered_by text null
);
create index programmes_adjustments_by_application on programmes_adjustments (application);

create table programmes_bookings (
    id text not null primary key,
    cohort text not null references programmes_cohorts (id),
    mail_hash blob not null,
    sealed blob not null,
    booked_at integer not null,
    cancelled_at integer null
);
create unique index programmes_bookings_by_cohort_mail_hash on programmes_bookings (cohort, mail_hash);
