-- Counts that others have published of an edition's snapshot, as their lines were given: the edition is protected as if it had told them.
create table publishing_reports_elsewhere (
    edition uuid not null references publishing_editions (id),
    source text not null,
    lines text not null,
    rows integer not null,
    told_by uuid not null,
    told_at bigint not null,
    primary key (edition, source)
);
