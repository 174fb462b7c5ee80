create table installation (
    id integer not null primary key check (id = 1),
    database uuid not null,
    holds text not null,
    created_at bigint not null,
    key_proof bytea not null
);

create table changes (
    position bigint not null primary key,
    at bigint not null,
    actor text not null,
    kind text not null,
    reason text not null,
    organisation uuid null,
    touched text not null,
    hash bytea not null
);
create index changes_by_at on changes (at);
create index changes_by_organisation_at on changes (organisation, at);

create table change_head (
    id integer not null primary key check (id = 1),
    position bigint not null,
    hash bytea not null
);

create function refuse_to_alter_the_log() returns trigger language plpgsql as $$
begin
    raise exception 'the log of changes is only added to';
end
$$;
create trigger changes_stay before update or delete on changes for each row execute function refuse_to_alter_the_log();
create trigger changes_are_kept before truncate on changes for each statement execute function refuse_to_alter_the_log();
create trigger change_head_is_kept before delete on change_head for each row execute function refuse_to_alter_the_log();
create trigger change_head_is_kept_whole before truncate on change_head for each statement execute function refuse_to_alter_the_log();
