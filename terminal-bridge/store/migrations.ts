/** The store's tables, in order of their making. A migration that has run anywhere is never changed. */
export const MIGRATIONS: readonly string[] = [
  `
  -- Small facts of the terminal: enrolment, and a value that proves that secret and file belong together.
  create table fact (name text primary key, value blob not null) strict;

  -- The head of the evidence chain, one row per enrolled terminal.
  create table chain_head (
    terminal_id text primary key,
    sequence integer not null,
    digest text not null
  ) strict;

  -- Signed records on their way to the centre. Delivered ones stay for a while, in case the centre lost its tail.
  create table outbox (
    sequence integer primary key,
    record_id text not null unique,
    kind text not null check (kind in ('identity-check', 'check-in')),
    signed blob not null,
    delivered_at integer
  ) strict;
  create index outbox_waiting on outbox (sequence) where delivered_at is null;

  -- Numbers given by this terminal, one counter per day.
  create table number_counter (day text primary key, last integer not null) strict;

  -- Check-ins made here, known at once and not only after the next roster.
  create table check_in_mark (
    examinee_id text not null,
    session_id text not null,
    record_id text not null unique,
    mark blob not null,
    at integer not null,
    primary key (session_id, examinee_id)
  ) strict;

  -- The last roster bundle, whole.
  create table roster (id integer primary key check (id = 1), bundle blob not null) strict;

  -- Wrong PINs by staff number.
  create table pin_failure (
    staff_number text primary key,
    failures integer not null,
    last_at integer not null
  ) strict;
  `,
  `
  -- Face comparisons of one day by examinee: how often the camera was opened, and what was decided if it was no pass.
  create table face_try (
    session_id text not null,
    examinee_id text not null,
    day text not null,
    tries integer not null,
    decision blob,
    primary key (session_id, examinee_id, day)
  ) strict;
  `,
  `
  -- Tickets that went in through this terminal, by their check-in: each is good once, also while cut off.
  create table room_entry (check_in_id text primary key, at integer not null) strict;
  `,
  `
  -- 工作人员协助: helpers at this terminal, until the centre knows of their end.
  create table assistance (
    id text primary key,
    visit_id text not null,
    officer_id text not null,
    begun_at integer not null,
    ended_at integer,
    why text,
    -- 1: the centre does not know what stands here.
    waiting integer not null
  ) strict;
  `,
];
