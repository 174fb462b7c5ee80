-- Who looked at special-category data, when and what for. The line in the log of changes says so too; this answers fast.
create table sightings (
    id text not null primary key,
    at integer not null,
    actor text not null,
    person text null references accounts_people (id),
    what text not null,
    record text not null,
    organisation text null,
    why text not null
);
create index sightings_by_record_at on sightings (record, at);
create index sightings_by_organisation_at on sightings (organisation, at);
create index sightings_by_person_at on sightings (person, at);
create trigger sightings_stay before update on sightings
begin
    select raise(abort, 'who saw what is only added to');
end;

-- What somebody did is asked for in their own copy of what is held about them.
create index changes_by_actor on changes (actor);
