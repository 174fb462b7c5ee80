-- Who had regard to equality when something was decided about a programme, and to what: added, never changed.
create table programmes_due_regards (
    id text not null primary key,
    action_case text not null references programmes_cases (id),
    decision text not null,
    considered_on text not null,
    considered_by text not null,
    eliminating text not null,
    advancing text not null,
    fostering text not null,
    led_to text not null,
    recorded_by text not null,
    recorded_at integer not null
);
create index programmes_due_regards_by_action_case on programmes_due_regards (action_case);
