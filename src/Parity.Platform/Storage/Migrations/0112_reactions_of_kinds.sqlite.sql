-- Participants say how they found their assignment and meetings with their mentor too.
create table programmes_reactions_of_kinds (
    participant text not null references programmes_participants (id),
    kind text not null,
    number integer not null,
    sealed blob not null,
    primary key (participant, kind, number)
);
insert into programmes_reactions_of_kinds (participant, kind, number, sealed) select participant, 'module', module, sealed from programmes_reactions;
drop table programmes_reactions;
alter table programmes_reactions_of_kinds rename to programmes_reactions;
