-- Who saw what is read newest first, page by page, also where nothing is asked of it but that.
create index sightings_by_at on sightings (at);
