-- Who had regard to equality when something was decided about a programme, and to what: added, never changed.
create table programmes_due_regards (
    id uuid not null primary key,
    action_case uuid not null references programmes_cases (id),
    decision text not null,
    considered_on date not null,
    considered_by text not null,
    eliminating text not null,
    advancing text not null,
    fostering text not null,
    led_to text not null,
    recorded_by uuid not null,
    recorded_at bigint not null
);
create index programmes_due_regards_by_action_case on programmes_due_regards (action_case);
