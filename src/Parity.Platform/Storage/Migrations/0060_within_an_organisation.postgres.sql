-- A second wall: whatever an organisation reads is read as a role that owns nothing and comes to that organisation's
-- rows alone, so that a condition forgotten in the program shows nobody another's.
create function parity_is_within(organisation uuid) returns boolean language sql stable as
    'select organisation::text = any (string_to_array(current_setting(''parity.within'', true), '' ''))';

alter table workforce_returns enable row level security;
create policy within on workforce_returns for select to parity_within using (parity_is_within(organisation));
alter table workforce_return_parts enable row level security;
create policy within on workforce_return_parts for select to parity_within using (exists (select 1 from workforce_returns r where r.id = return));
alter table workforce_explanations enable row level security;
create policy within on workforce_explanations for select to parity_within using (exists (select 1 from workforce_returns r where r.id = return));
alter table workforce_refusals enable row level security;
create policy within on workforce_refusals for select to parity_within using (parity_is_within(organisation));
alter table publishing_previews enable row level security;
create policy within on publishing_previews for select to parity_within using (parity_is_within(organisation));
alter table publishing_own_figures enable row level security;
create policy within on publishing_own_figures for select to parity_within using (parity_is_within(organisation));

-- An application is an employer's to know of only where the applicant chose a route that tells it, or has a place and agreed.
alter table programmes_applications enable row level security;
create policy within on programmes_applications for select to parity_within using (
    parity_is_within(employer)
    and ((route <> 'no-approval' and sent_at is not null)
        or (route = 'no-approval' and agreed_to_tell_at is not null and state in ('accepted', 'on-programme', 'completed', 'left-early', 'deferred'))));
alter table programmes_participants enable row level security;
create policy within on programmes_participants for select to parity_within using (
    parity_is_within(employer) and exists (select 1 from programmes_applications a where a.id = application));
alter table programmes_career_moves enable row level security;
create policy within on programmes_career_moves for select to parity_within using (
    employer_asked and exists (select 1 from programmes_participants p where p.id = participant));
alter table programmes_nominations enable row level security;
create policy within on programmes_nominations for select to parity_within using (parity_is_within(organisation));
alter table programmes_endorsements enable row level security;
create policy within on programmes_endorsements for select to parity_within using (parity_is_within(organisation));
alter table programmes_releases enable row level security;
create policy within on programmes_releases for select to parity_within using (parity_is_within(organisation));
alter table programmes_offers enable row level security;
create policy within on programmes_offers for select to parity_within using (parity_is_within(organisation));
alter table programmes_offer_uses enable row level security;
create policy within on programmes_offer_uses for select to parity_within using (exists (select 1 from programmes_offers o where o.id = offer));
alter table programmes_payments enable row level security;
create policy within on programmes_payments for select to parity_within using (parity_is_within(organisation));
alter table programmes_strategy_reviews enable row level security;
create policy within on programmes_strategy_reviews for select to parity_within using (parity_is_within(organisation));
alter table programmes_case_bases enable row level security;
create policy within on programmes_case_bases for select to parity_within using (parity_is_within(organisation));

alter table programmes_pledges enable row level security;
create policy within on programmes_pledges for select to parity_within using (parity_is_within(organisation));

-- What belongs to a participant or an assignment goes with it.
alter table programmes_own_days enable row level security;
create policy within on programmes_own_days for select to parity_within using (exists (select 1 from programmes_participants p where p.id = participant));
alter table programmes_attendances enable row level security;
create policy within on programmes_attendances for select to parity_within using (exists (select 1 from programmes_participants p where p.id = participant));
alter table programmes_milestones_reached enable row level security;
create policy within on programmes_milestones_reached for select to parity_within using (exists (select 1 from programmes_participants p where p.id = participant));
alter table programmes_assignments enable row level security;
create policy within on programmes_assignments for select to parity_within using (exists (select 1 from programmes_participants p where p.id = participant));
alter table programmes_contracts enable row level security;
create policy within on programmes_contracts for select to parity_within using (exists (select 1 from programmes_assignments a where a.id = assignment));
alter table programmes_signatures enable row level security;
create policy within on programmes_signatures for select to parity_within using (exists (select 1 from programmes_assignments a where a.id = assignment));

-- Nothing but what these pages read: not accounts, not eligibility, not what anybody answered.
grant select on
    partnership_organisations, jobs,
    workforce_rounds, workforce_returns, workforce_return_parts, workforce_explanations, workforce_refusals,
    publishing_previews, publishing_own_figures,
    programmes_cohorts, programmes_shapes, programmes_cases, programmes_case_bases, programmes_applications, programmes_participants, programmes_career_moves,
    programmes_nominations, programmes_endorsements, programmes_releases, programmes_offers, programmes_offer_uses, programmes_payments, programmes_strategy_reviews,
    programmes_milestones, programmes_milestones_reached, programmes_cohort_days, programmes_attendances, programmes_own_days,
    programmes_pledges, programmes_assignments, programmes_contracts, programmes_signatures
    to parity_within;
