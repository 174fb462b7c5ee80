-- When a version's place was taken: from then on its rows are kept for a time only. Of versions that were replaced before,
-- the last day on which that can have been is taken.
alter table workforce_returns add column superseded_at integer null;
update workforce_returns set superseded_at = (
    select max(other.submitted_at) from workforce_returns other
    where other.round = workforce_returns.round and other.organisation = workforce_returns.organisation)
where status = 'superseded';
