-- 劳动能力鉴定的组织. `assessment_id` is the case part (case_part.id) of an assessment; several kinds share one.

-- How assessment days are held at a site: what a newly opened session looks like.
create table site_plan (
  region_code text not null,
  site_code text not null,
  -- [{room, specialty, capacity}]
  rooms jsonb not null,
  max_gap_days integer not null,
  notice_days integer not null,
  primary key (region_code, site_code),
  foreign key (region_code, site_code) references site (region_code, code)
);

-- One room of one session. `booked` moves under the row's lock; the check is the last word against overbooking.
create table session_plan (
  region_code text not null,
  session_id uuid not null,
  room text not null,
  -- A code of experts/specialties.json, or ANY.
  specialty text not null,
  capacity integer not null,
  booked integer not null default 0,
  closed boolean not null default false,
  primary key (region_code, session_id, room),
  foreign key (region_code, session_id) references assessment_session (region_code, id),
  check (booked between 0 and capacity)
) with (fillfactor = 70);

-- Who waits for, or has, a place. Schedulers lock this row first, so that nobody gets two places.
create table assessment_queue (
  region_code text not null,
  assessment_id uuid not null,
  site_code text not null,
  -- The 30 days run from here; a new time that was agreed on moves it.
  queued_on date not null,
  kinds text[] not null,
  specialties text[] not null,
  -- Why this one may wait longer than 30 days (a code), null = it may not.
  condition_flag text,
  slot_id uuid,
  primary key (region_code, assessment_id),
  foreign key (region_code, site_code) references site (region_code, code)
) with (fillfactor = 80);
create index assessment_waiting on assessment_queue (region_code, queued_on) where slot_id is null;

-- The link between an assessment and the examinee whom the check-in terminal finds. Released places stay as history.
create table assessment_slot (
  region_code text not null,
  id uuid not null,
  assessment_id uuid not null,
  session_id uuid not null,
  room text not null,
  examinee_id uuid not null,
  at timestamptz not null,
  released_at timestamptz,
  -- rescheduled, cancelled
  release text,
  primary key (region_code, id),
  foreign key (region_code, assessment_id) references assessment_queue (region_code, assessment_id),
  foreign key (region_code, session_id) references assessment_session (region_code, id)
);
create unique index assessment_slot_one on assessment_slot (region_code, assessment_id) where released_at is null;
create unique index assessment_slot_examinee on assessment_slot (region_code, examinee_id) where released_at is null;
create index assessment_slot_by_session on assessment_slot (region_code, session_id);

-- 专家库. Name and licence only as ciphertext (令55 art 25: the experts' data are protected).
create table expert (
  region_code text not null,
  id uuid not null,
  name_cipher bytea not null,
  license_cipher bytea not null,
  license_index bytea not null,
  -- medical, device
  field text not null,
  specialties text[] not null,
  hospital text not null,
  title text not null,
  birth_year integer not null,
  term_from date not null,
  term_until date not null,
  trained_until date not null,
  daily_quota integer not null,
  -- active, suspended, removed
  status text not null,
  primary key (region_code, id),
  unique (region_code, license_index),
  check (term_from <= term_until),
  check (daily_quota > 0)
);

create table expert_leave (
  region_code text not null,
  expert_id uuid not null,
  from_day date not null,
  until_day date not null,
  primary key (region_code, expert_id, from_day),
  foreign key (region_code, expert_id) references expert (region_code, id),
  check (from_day <= until_day)
);

-- 回避, declared. `subject_id` is an expert, an officer or a committee member; it may belong to another region's pool.
create table recusal (
  region_code text not null,
  id uuid not null,
  assessment_id uuid not null,
  subject_role text not null,
  subject_id text not null,
  declared_by text not null,
  reason text not null,
  note_cipher bytea,
  declared_at timestamptz not null,
  -- open, granted, refused
  state text not null,
  decided_by text,
  decided_at timestamptz,
  primary key (region_code, id)
);
create index recusal_by_assessment on recusal (region_code, assessment_id);

-- 专家抽取. The commitment is kept when the draw is announced; the seed stays ciphertext until it is revealed with the
-- draw. `record` holds ids, codes and counts only: enough to repeat the draw (anban draw replay) and for document D23.
create table expert_draw (
  region_code text not null,
  id uuid not null,
  assessment_id uuid not null,
  session_id uuid not null,
  round integer not null,
  pool_region text not null,
  session_day date not null,
  commitment bytea not null,
  seed_cipher bytea not null,
  announced_at timestamptz not null,
  announced_by text not null,
  -- Why there is another round; null in the first.
  cause text,
  record jsonb,
  drawn_at timestamptz,
  primary key (region_code, id),
  unique (region_code, assessment_id, session_id, round)
);

create table panel_seat (
  region_code text not null,
  draw_id uuid not null,
  expert_id uuid not null,
  -- 1 … n in the order of the draw, reserves after them.
  place integer not null,
  -- drawn, reserve, seated, replaced
  state text not null,
  pool_region text not null,
  session_day date not null,
  -- recusal, absence
  replaced_for text,
  replaced_by uuid,
  reason_cipher bytea,
  changed_at timestamptz not null,
  primary key (region_code, draw_id, expert_id),
  unique (region_code, draw_id, place),
  foreign key (region_code, draw_id) references expert_draw (region_code, id)
) with (fillfactor = 80);
create index panel_seat_by_expert on panel_seat (pool_region, session_day, expert_id);

-- 专家组鉴定意见. What the opinion says about the person is ciphertext.
create table panel_opinion (
  region_code text not null,
  id uuid not null,
  draw_id uuid not null,
  round integer not null,
  expert_id uuid not null,
  content_cipher bytea not null,
  -- SHA-256 of the content that was signed.
  content_digest bytea not null,
  -- SHA-256 of the signature (drawn on the screen, or made with a key).
  signature_digest bytea not null,
  signed_at timestamptz not null,
  primary key (region_code, id),
  unique (region_code, draw_id, round, expert_id),
  foreign key (region_code, draw_id, expert_id) references panel_seat (region_code, draw_id, expert_id)
);

-- Every round of opinions and how it ended: majority, or none and so another round.
create table opinion_round (
  region_code text not null,
  draw_id uuid not null,
  round integer not null,
  -- open, majority, no-majority
  state text not null,
  ended_at timestamptz,
  primary key (region_code, draw_id, round),
  foreign key (region_code, draw_id) references expert_draw (region_code, id)
);
