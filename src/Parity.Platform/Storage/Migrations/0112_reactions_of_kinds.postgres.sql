-- Participants say how they found their assignment and meetings with their mentor too.
alter table programmes_reactions rename column module to number;
alter table programmes_reactions add column kind text null;
update programmes_reactions set kind = 'module';
alter table programmes_reactions alter column kind set not null;
alter table programmes_reactions drop constraint programmes_reactions_pkey;
alter table programmes_reactions add primary key (participant, kind, number);
