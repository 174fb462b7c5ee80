-- Assignments in other organisations: what hosts offer, what participants choose, what four parties sign.
create table programmes_stretch_offers (
    id uuid not null primary key,
    organisation uuid not null,
    title text not null,
    about text not null,
    places integer not null,
    from_on date not null,
    until_on date not null,
    offered_by uuid not null,
    offered_at bigint not null,
    ended_at bigint null
);
create index programmes_stretch_offers_by_organisation on programmes_stretch_offers (organisation);

create table programmes_stretch_choices (
    participant uuid not null,
    offer uuid not null references programmes_stretch_offers (id),
    rank integer not null,
    primary key (participant, offer)
);
create index programmes_stretch_choices_by_offer on programmes_stretch_choices (offer);

create table programmes_assignments (
    id uuid not null primary key,
    participant uuid not null references programmes_participants (id),
    offer uuid not null references programmes_stretch_offers (id),
    match_reason text null,
    matched_by uuid not null,
    matched_at bigint not null,
    version integer not null,
    presented_on date null,
    sealed_feedback bytea null,
    waiver text null,
    waived_by uuid null,
    for_certificate boolean not null,
    closed_at bigint null
);
create index programmes_assignments_by_participant on programmes_assignments (participant);
create index programmes_assignments_by_offer on programmes_assignments (offer);

create table programmes_contracts (
    assignment uuid not null references programmes_assignments (id),
    version integer not null,
    sealed bytea not null,
    written_by uuid not null,
    written_at bigint not null,
    primary key (assignment, version)
);

create table programmes_signatures (
    assignment uuid not null,
    version integer not null,
    party text not null,
    signed_by uuid not null,
    signed_at bigint not null,
    on_paper text null,
    primary key (assignment, version, party)
);

create table programmes_check_ins (
    id uuid not null primary key,
    assignment uuid not null references programmes_assignments (id),
    held_on date not null,
    sealed bytea not null,
    noted_by uuid not null
);
create index programmes_check_ins_by_assignment on programmes_check_ins (assignment);

-- The management certificate, for those who work for it.
create table programmes_certificates (
    participant uuid not null primary key references programmes_participants (id),
    registered_on date not null,
    centre text not null,
    weekly_hours integer not null,
    payer text not null,
    pages integer null,
    uses_stretch boolean not null,
    awarded_on date null
);

create table programmes_certificate_units (
    participant uuid not null references programmes_participants (id),
    code text not null,
    title text not null,
    credits integer not null,
    passed_on date null,
    primary key (participant, code)
);
