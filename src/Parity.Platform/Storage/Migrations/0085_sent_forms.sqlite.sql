-- Which forms have done their work, known to every node.
create table sent_forms (
    hash blob not null primary key,
    at integer not null
);
create index sent_forms_by_at on sent_forms (at);
