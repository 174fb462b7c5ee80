-- Whoever has a place finds it in the navigation: the role comes with the place. Those who had one before get it now.
insert into accounts_roles (id, person, role, in_programme, granted_at)
select p.id, p.person, 'participant', p.cohort, p.accepted_at from programmes_participants p
where not exists (select 1 from accounts_roles r where r.person = p.person and r.role = 'participant' and r.in_programme = p.cohort and r.ended_at is null);
