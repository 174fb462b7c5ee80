-- One return of a version that is being made, counted, for whichever node puts the version together.
create table publishing_edition_parts (
    version text not null references publishing_versions (id),
    return text not null,
    counted_at integer not null,
    program text not null,
    sealed blob null,
    trouble text null,
    primary key (version, return)
);
