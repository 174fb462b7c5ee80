-- Assignments in other organisations: what hosts offer, what participants choose, what four parties sign.
create table programmes_stretch_offers (
    id text not null primary key,
    organisation text not null,
    title text not null,
    about text not null,
    places integer not null,
    from_on text not null,
    until_on text not null,
    offered_by text not null,
    offered_at integer not null,
    ended_at integer null
);
create index programmes_stretch_offers_by_organisation on programmes_stretch_offers (organisation);

create table programmes_stretch_choices (
    participant text not null,
    offer text not null references programmes_stretch_offers (id),
    rank integer not null,
    primary key (participant, offer)
);
create index programmes_stretch_choices_by_offer on programmes_stretch_choices (offer);

create table programmes_assignments (
    id text not null primary key,
    participant text not null references programmes_participants (id),
    offer text not null references programmes_stretch_offers (id),
    match_reason text null,
    matched_by text not null,
    matched_at integer not null,
    version integer not null,
    presented_on text null,
    sealed_feedback blob null,
    waiver text null,
    waived_by text null,
    for_certificate integer not null,
    closed_at integer null
);
create index programmes_assignments_by_participant on programmes_assignments (participant);
create index programmes_assignments_by_offer on programmes_assignments (offer);

create table programmes_contracts (
    assignment text not null references programmes_assignments (id),
    version integer not null,
    sealed blob not null,
    written_by text not null,
    written_at integer not null,
    primary key (assignment, version)
);

create table programmes_signatures (
    assignment text not null,
    version integer not null,
    party text not null,
    signed_by text not null,
    signed_at integer not null,
    on_paper text null,
    primary key (assignment, version, party)
);

create table programmes_check_ins (
    id text not null primary key,
    assignment text not null references programmes_assignments (id),
    held_on text not null,
    sealed blob not null,
    noted_by text not null
);
create index programmes_check_ins_by_assignment on programmes_check_ins (assignment);

-- The management certificate, for those who work for it.
create table programmes_certificates (
    participant text not null primary key references programmes_participants (id),
    registered_on text not null,
    centre text not null,
    weekly_hours integer not null,
    payer text not null,
    pages integer null,
    uses_stretch integer not null,
    awarded_on text null
);

create table programmes_certificate_units (
    participant text not null references programmes_participants (id),
    code text not null,
    title text not null,
    credits integer not null,
    passed_on text null,
    primary key (participant, code)
);
