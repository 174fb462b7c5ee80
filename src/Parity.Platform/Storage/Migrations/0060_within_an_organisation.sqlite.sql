-- A file has no roles of its own: on a server, what an organisation reads is held to its own rows by the database too.
select 1;
