-- 案件: one umbrella per injury, with its parts (determination, assessments, benefits, services), each a state machine.
-- What names or describes the person stands in file_cipher and data_cipher only; `facts` are dates, codes and ids.
create table work_case (
  region_code text not null,
  id uuid not null,
  -- Printed on every document: <region>-<year>-<running number>.
  number text not null,
  province text not null,
  opened_at timestamptz not null,
  file_cipher bytea not null,
  -- Finds a person's cases again (encryption/blind-index.ts).
  number_index bytea not null,
  -- Events so far: the sequence of the newest one.
  events integer not null default 0,
  last_event_at timestamptz not null,
  primary key (region_code, id),
  unique (region_code, number)
) with (fillfactor = 80);
create index work_case_by_person on work_case (region_code, number_index, id);

create table case_part (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  state text not null,
  -- Grows with every step; a step names the version it was decided on.
  version integer not null,
  facts jsonb not null,
  -- Whose move it is (a role), null when nobody's.
  queue text,
  -- 0 is the most urgent.
  priority smallint not null default 5,
  -- The earliest end of a running timer.
  due_on date,
  owner_id uuid,
  changed_at timestamptz not null,
  primary key (region_code, id),
  foreign key (region_code, case_id) references work_case (region_code, id)
) with (fillfactor = 70);
create index case_part_by_case on case_part (region_code, case_id);
create index case_part_work on case_part (region_code, queue, priority, due_on, id) where queue is not null;

-- Rows are inserted and never touched again.
create table case_event (
  region_code text not null,
  case_id uuid not null,
  sequence integer not null,
  -- Made by whoever sends it: the same id again is the same event.
  id uuid not null,
  part_id uuid not null,
  type text not null,
  from_state text,
  to_state text not null,
  actor_role text not null,
  actor_id text not null,
  at timestamptz not null,
  basis text not null,
  data_cipher bytea,
  -- Keyed digest of what was sent, so that the same id with other content is refused.
  digest bytea not null,
  primary key (region_code, case_id, sequence),
  unique (region_code, id),
  foreign key (region_code, case_id) references work_case (region_code, id)
);

-- Time limits as durable jobs: rules/deadlines computes them, cases/timers fires them.
create table case_timer (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  part_id uuid not null,
  timer text not null,
  state text not null,
  start_on date not null,
  -- Ordered pauses [{from, to}], `to` null while paused.
  pauses jsonb not null,
  extension_days integer not null default 0,
  -- Set where the notice fixes the length (SUP, EVID).
  limit_days integer,
  raw_on date,
  due_on date,
  alarm_at timestamptz,
  due_at timestamptz,
  alarmed_at timestamptz,
  primary key (region_code, id),
  foreign key (region_code, part_id) references case_part (region_code, id)
) with (fillfactor = 80);
create index case_timer_by_case on case_timer (region_code, case_id);
create index case_timer_alarm on case_timer (region_code, alarm_at) where state = 'running' and alarmed_at is null;
create index case_timer_due on case_timer (region_code, due_at) where state = 'running';

-- What an officer or the chief must hear: a limit at 80 %, one that is over, a document that cannot be made.
create table case_alarm (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  part_id uuid not null,
  kind text not null,
  subject text not null,
  role text not null,
  at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by text,
  primary key (region_code, id)
);
create index case_alarm_open on case_alarm (region_code, role, id) where acknowledged_at is null;

-- Notices to people (short messages) in the order of their making; sent by whatever the operator connects. Neither the
-- telephone number nor the text stands here: both are found when it is sent.
create table case_notice (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  recipient text not null,
  template text not null,
  at timestamptz not null,
  attempts integer not null default 0,
  -- Not tried before.
  attempt_at timestamptz not null,
  -- The name of what went wrong last, null after it was sent.
  failure text,
  sent_at timestamptz,
  -- The carrier's.
  receipt_id text,
  primary key (region_code, id)
);
create index case_notice_waiting on case_notice (region_code, attempt_at, id) where sent_at is null;
-- What waits before another of the same case.
create index case_notice_order on case_notice (region_code, case_id, recipient, at, id) where sent_at is null;

-- The running number of a case's number.
create table case_counter (
  region_code text not null,
  year integer not null,
  last integer not null,
  primary key (region_code, year)
) with (fillfactor = 50);
