-- Why what was decided leaves the order of the means: said before outcomes are told, and fixed with the telling.
create table programmes_deviations (
    application uuid not null references programmes_applications (id),
    stage text not null,
    reason text not null,
    sealed_words bytea null,
    said_by uuid not null,
    said_at bigint not null,
    locked_at bigint null,
    primary key (application, stage)
);
