-- Units that a certificate can be made up of, entered by the programme's team; what participants choose says which version and since when.
create table programmes_units (
    code text not null,
    version integer not null,
    certificate text not null,
    title text not null,
    level integer not null,
    credits integer not null,
    guided_hours integer not null,
    total_hours integer not null,
    in_group text not null,
    is_mandatory integer not null,
    valid_from text not null,
    ends_on text null,
    source text not null,
    added_by text not null,
    added_at integer not null,
    primary key (code, version)
);
-- Null: typed before there was a catalogue.
alter table programmes_certificate_units add column version integer null;
alter table programmes_certificate_units add column begun_on text null;
alter table programmes_certificate_units add column guided_hours integer null;
alter table programmes_certificate_units add column total_hours integer null;
