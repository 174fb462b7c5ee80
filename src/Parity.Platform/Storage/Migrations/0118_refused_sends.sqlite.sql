-- What an HR system sent and was refused: its last file alone, and how many there were.
alter table workforce_refusals add column token text;
alter table workforce_refusals add column sends integer not null default 1;
