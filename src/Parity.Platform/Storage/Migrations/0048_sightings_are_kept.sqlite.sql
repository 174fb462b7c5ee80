-- Who saw what is only added to: lines are neither changed nor taken out.
create trigger sightings_are_kept before delete on sightings
begin
    select raise(abort, 'who saw what is only added to');
end;
