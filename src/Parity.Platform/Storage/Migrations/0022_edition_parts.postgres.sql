-- One return of a version that is being made, counted, for whichever node puts the version together.
create table publishing_edition_parts (
    version uuid not null references publishing_versions (id),
    return uuid not null,
    counted_at bigint not null,
    program text not null,
    sealed bytea null,
    trouble text null,
    primary key (version, return)
);
