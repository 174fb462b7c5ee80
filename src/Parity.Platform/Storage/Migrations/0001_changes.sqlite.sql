create table installation (
    id integer not null primary key check (id = 1),
    database text not null,
    holds text not null,
    created_at integer not null,
    key_proof blob not null
);

create table changes (
    position integer not null primary key,
    at integer not null,
    actor text not null,
    kind text not null,
    reason text not null,
    organisation text null,
    touched text not null,
    hash blob not null
);
create index changes_by_at on changes (at);
create index changes_by_organisation_at on changes (organisation, at);

create table change_head (
    id integer not null primary key check (id = 1),
    position integer not null,
    hash blob not null
);

create trigger changes_stay before update on changes
begin
    select raise(abort, 'the log of changes is only added to');
end;
create trigger changes_are_kept before delete on changes
begin
    select raise(abort, 'the log of changes is only added to');
end;
create trigger change_head_is_kept before delete on change_head
begin
    select raise(abort, 'the log of changes is only added to');
end;
