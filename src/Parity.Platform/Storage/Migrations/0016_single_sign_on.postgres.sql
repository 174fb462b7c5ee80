create table accounts_sign_on_providers (
    id uuid not null primary key,
    organisation uuid not null,
    issuer text not null,
    client_id text not null,
    sealed_secret bytea not null,
    mail_domains text not null,
    asks_second_factor boolean not null,
    set_at bigint not null,
    ended_at bigint null
);
create index accounts_sign_on_providers_by_organisation on accounts_sign_on_providers (organisation);

create table accounts_provider_subjects (
    id uuid not null primary key,
    issuer text not null,
    subject_hash bytea not null,
    person uuid not null references accounts_people (id),
    bound_at bigint not null
);
create unique index accounts_provider_subjects_by_issuer_subject_hash on accounts_provider_subjects (issuer, subject_hash);
create index accounts_provider_subjects_by_person on accounts_provider_subjects (person);
