-- What employers do for a programme: whom they put forward, what they say of whoever told them, what they give.
create table programmes_nominations (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    organisation uuid not null,
    sealed bytea not null,
    mail_hash bytea not null,
    nominated_by uuid not null,
    nominated_at bigint not null,
    withdrawn_at bigint null,
    application uuid null
);
create index programmes_nominations_by_cohort_organisation on programmes_nominations (cohort, organisation);
create index programmes_nominations_by_mail_hash on programmes_nominations (mail_hash);

create table programmes_endorsements (
    application uuid not null primary key,
    organisation uuid not null,
    asked_at bigint not null,
    chased integer not null,
    answered_at bigint null,
    endorses boolean null,
    sealed_comment bytea null,
    answered_by uuid null
);
create index programmes_endorsements_by_organisation on programmes_endorsements (organisation);

create table programmes_offers (
    id uuid not null primary key,
    organisation uuid not null,
    kind text not null,
    amount integer not null,
    note text not null,
    offered_by uuid not null,
    offered_at bigint not null,
    ended_at bigint null
);
create index programmes_offers_by_organisation on programmes_offers (organisation);

create table programmes_offer_uses (
    id uuid not null primary key,
    offer uuid not null references programmes_offers (id),
    used_on date not null,
    amount integer not null,
    what text not null,
    noted_by uuid not null
);
create index programmes_offer_uses_by_offer on programmes_offer_uses (offer);

create table programmes_payments (
    id uuid not null primary key,
    organisation uuid not null,
    cohort uuid null,
    kind text not null,
    pence bigint not null,
    paid_on date not null,
    note text not null,
    noted_by uuid not null,
    noted_at bigint not null
);
create index programmes_payments_by_organisation on programmes_payments (organisation);

create table programmes_releases (
    participant uuid not null primary key,
    organisation uuid not null,
    agreement text not null,
    agreed_by uuid not null,
    agreed_at bigint not null
);
create index programmes_releases_by_organisation on programmes_releases (organisation);

create table programmes_strategy_reviews (
    id uuid not null primary key,
    organisation uuid not null,
    reviewed_on date not null,
    improved boolean not null,
    what text not null,
    noted_by uuid not null,
    noted_at bigint not null
);
create index programmes_strategy_reviews_by_organisation on programmes_strategy_reviews (organisation);

-- What an applicant needs in order to take part, and who comes to a briefing; sealed.
create table programmes_adjustments (
    id uuid not null primary key,
    application uuid not null,
    stage text not null,
    sealed bytea null,
    asked_at bigint not null,
    answered_at bigint null,
    is_met boolean not null,
    sealed_answer bytea null,
    answered_by uuid null
);
create index programmes_adjustments_by_application on programmes_adjustments (application);

create table programmes_bookings (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    mail_hash bytea not null,
    sealed bytea not null,
    booked_at bigint not null,
    cancelled_at bigint null
);
create unique index programmes_bookings_by_cohort_mail_hash on programmes_bookings (cohort, mail_hash);
