-- Who looked at special-category data, when and what for. The line in the log of changes says so too; this answers fast.
create table sightings (
    id uuid not null primary key,
    at bigint not null,
    actor text not null,
    person uuid null references accounts_people (id),
    what text not null,
    record uuid not null,
    organisation uuid null,
    why text not null
);
create index sightings_by_record_at on sightings (record, at);
create index sightings_by_organisation_at on sightings (organisation, at);
create index sightings_by_person_at on sightings (person, at);
create function refuse_to_alter_sightings() returns trigger language plpgsql as $$
begin
    raise exception 'who saw what is only added to';
end
$$;
create trigger sightings_stay before update on sightings for each row execute function refuse_to_alter_sightings();

-- What somebody did is asked for in their own copy of what is held about them.
create index changes_by_actor on changes (actor);
