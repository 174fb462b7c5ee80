-- Why what was decided leaves the order of the means: said before outcomes are told, and fixed with the telling.
create table programmes_deviations (
    application text not null references programmes_applications (id),
    stage text not null,
    reason text not null,
    sealed_words blob null,
    said_by text not null,
    said_at integer not null,
    locked_at integer null,
    primary key (application, stage)
);
