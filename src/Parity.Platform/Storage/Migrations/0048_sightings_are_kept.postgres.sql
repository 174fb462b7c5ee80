-- Who saw what is only added to: lines are neither changed nor taken out.
create trigger sightings_are_kept before delete on sightings for each row execute function refuse_to_alter_sightings();
create trigger sightings_are_kept_whole before truncate on sightings for each statement execute function refuse_to_alter_sightings();
