alter table accounts_people add column mail text null;
alter table accounts_people add column objected_at integer null;
create unique index accounts_people_by_mail on accounts_people (mail);
alter table accounts_roles add column in_group text null;
alter table accounts_sessions add column seen_at integer not null default 0;
alter table accounts_sessions add column proven_at integer not null default 0;
update accounts_sessions set seen_at = started_at, proven_at = started_at;

create table accounts_credentials (
    person text not null primary key references accounts_people (id),
    password_hash text not null,
    password_set_at integer not null,
    sealed_code_key blob not null,
    code_set_at integer not null,
    last_code_step integer not null
);

create table accounts_recovery_codes (
    id text not null primary key,
    person text not null references accounts_people (id),
    code_hash blob not null,
    made_at integer not null,
    used_at integer null
);
create index accounts_recovery_codes_by_person on accounts_recovery_codes (person);

create table accounts_passkeys (
    id text not null primary key,
    person text not null references accounts_people (id),
    credential_id blob not null,
    name text not null,
    public_key blob not null,
    transports text not null,
    sign_count integer not null,
    is_backup_eligible integer not null,
    is_backed_up integer not null,
    attestation_object blob not null,
    client_data_json blob not null,
    added_at integer not null,
    used_at integer null
);
create unique index accounts_passkeys_by_credential_id on accounts_passkeys (credential_id);
create index accounts_passkeys_by_person on accounts_passkeys (person);

create table accounts_used_challenges (
    hash blob not null primary key,
    used_at integer not null
);

create table accounts_one_time_links (
    id text not null primary key,
    secret_hash blob not null,
    purpose text not null,
    person text not null references accounts_people (id),
    made_at integer not null,
    expires_at integer not null,
    used_at integer null
);
create unique index accounts_one_time_links_by_secret_hash on accounts_one_time_links (secret_hash);
create index accounts_one_time_links_by_person on accounts_one_time_links (person);

create table accounts_tries (
    id text not null primary key,
    key_hash blob not null,
    at integer not null
);
create index accounts_tries_by_key_hash_at on accounts_tries (key_hash, at);

-- What a letter says is sealed from now on, as it may hold a one-time address. Nothing had been sent from the earlier table.
drop table accounts_mails;
create table accounts_mails (
    id text not null primary key,
    key text not null,
    person text null references accounts_people (id),
    sealed blob null,
    made_at integer not null,
    next_try_at integer not null,
    tries integer not null,
    sent_at integer null,
    given_up_at integer null
);
create unique index accounts_mails_by_key on accounts_mails (key);
create index accounts_mails_by_person on accounts_mails (person);
create index accounts_mails_by_sent_at_next_try_at on accounts_mails (sent_at, next_try_at);
