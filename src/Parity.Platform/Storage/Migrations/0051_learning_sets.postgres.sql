-- Learning sets of a cohort, who facilitates each, and who is in it.
create table programmes_learning_sets (
    id uuid not null primary key,
    cohort uuid not null references programmes_cohorts (id),
    title text not null,
    facilitator text not null,
    facilitators_employer uuid null
);
create index programmes_learning_sets_by_cohort on programmes_learning_sets (cohort);

create table programmes_in_learning_sets (
    participant uuid not null primary key references programmes_participants (id),
    learning_set uuid not null references programmes_learning_sets (id)
);
create index programmes_in_learning_sets_by_learning_set on programmes_in_learning_sets (learning_set);
