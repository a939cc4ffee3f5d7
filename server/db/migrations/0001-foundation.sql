-- Rules that let a province be spread over machines: every key begins with region_code, identifiers are UUIDv7 made by
-- whoever creates the thing, foreign keys stay inside a region, no triggers, no global sequences.

create table site (
  region_code text not null,
  code text not null,
  name text not null,
  primary key (region_code, code)
);

-- 评估场次: one assessment day at one site.
create table assessment_session (
  region_code text not null,
  id uuid not null,
  site_code text not null,
  day date not null,
  title text not null,
  primary key (region_code, id),
  foreign key (region_code, site_code) references site (region_code, code),
  unique (region_code, site_code, day)
);

-- Name and number only as ciphertext (encryption/field-cipher.ts). number_index finds a number again, id_token is what
-- terminals know it by; the two keys differ because the terminals hold the second one.
create table examinee (
  region_code text not null,
  id uuid not null,
  session_id uuid not null,
  room text not null,
  name_cipher bytea not null,
  number_cipher bytea not null,
  number_index bytea not null,
  id_token bytea not null,
  -- Claimed by the first check-in; the second one finds it taken.
  check_in_id uuid,
  primary key (region_code, id),
  foreign key (region_code, session_id) references assessment_session (region_code, id),
  unique (region_code, session_id, number_index)
) with (fillfactor = 80);

create table terminal (
  region_code text not null,
  id uuid not null,
  site_code text not null,
  series text not null,
  public_key bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  primary key (region_code, id),
  foreign key (region_code, site_code) references site (region_code, code),
  unique (region_code, site_code, series)
);
create index terminal_by_id on terminal (id);

create table terminal_code (
  region_code text not null,
  code_hash bytea not null,
  site_code text not null,
  expires_at timestamptz not null,
  terminal_id uuid,
  primary key (region_code, code_hash),
  foreign key (region_code, site_code) references site (region_code, code)
);
create index terminal_code_by_hash on terminal_code (code_hash);

-- Where each terminal's chain of records stands. A submission moves it on, and only one can.
create table terminal_chain (
  region_code text not null,
  terminal_id uuid not null,
  sequence bigint not null,
  digest bytea not null,
  primary key (region_code, terminal_id),
  foreign key (region_code, terminal_id) references terminal (region_code, id)
) with (fillfactor = 50);

-- Unlogged: a nonce matters for five minutes, and what a replay could reach is idempotent by itself.
create unlogged table request_nonce (
  region_code text not null,
  terminal_id uuid not null,
  nonce text not null,
  expires_at timestamptz not null,
  primary key (region_code, terminal_id, nonce)
);
create index request_nonce_by_expiry on request_nonce (expires_at);

-- What terminals asserted, byte for byte, with the signature. Rows are inserted and never touched again.
create table evidence_record (
  region_code text not null,
  id uuid not null,
  terminal_id uuid not null,
  sequence bigint not null,
  kind text not null,
  visit_id uuid not null,
  examinee_id uuid not null,
  session_id uuid not null,
  -- Only identity checks: the decision was `pass`.
  passed boolean not null,
  method text,
  digest bytea not null,
  signature bytea not null,
  record text not null,
  received_at timestamptz not null,
  -- Why the content was refused; null when it was accepted.
  refusal text,
  primary key (region_code, id),
  foreign key (region_code, terminal_id) references terminal (region_code, id),
  unique (region_code, terminal_id, sequence)
);

create table queue_counter (
  region_code text not null,
  session_id uuid not null,
  room text not null,
  last_number integer not null,
  primary key (region_code, session_id, room),
  foreign key (region_code, session_id) references assessment_session (region_code, id)
) with (fillfactor = 50);

create table check_in (
  region_code text not null,
  id uuid not null,
  examinee_id uuid not null,
  session_id uuid not null,
  terminal_id uuid not null,
  identity_check_id uuid not null,
  method text not null,
  room text not null,
  number integer not null,
  terminal_number text not null,
  at timestamptz not null,
  primary key (region_code, id),
  foreign key (region_code, id) references evidence_record (region_code, id),
  foreign key (region_code, identity_check_id) references evidence_record (region_code, id),
  foreign key (region_code, examinee_id) references examinee (region_code, id),
  unique (region_code, examinee_id),
  unique (region_code, session_id, room, number)
);

-- What an officer must see at once: an impostor stopped, somebody asking for help.
create table alert (
  region_code text not null,
  id uuid not null,
  site_code text not null,
  terminal_id uuid not null,
  examinee_id uuid,
  kind text not null,
  at timestamptz not null,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  primary key (region_code, id),
  foreign key (region_code, site_code) references site (region_code, code),
  foreign key (region_code, terminal_id) references terminal (region_code, id)
);
create index alert_by_site on alert (region_code, site_code, at);

create table officer (
  region_code text not null,
  id uuid not null,
  staff_number text not null,
  name_cipher bytea not null,
  pin_salt bytea not null,
  pin_hash bytea not null,
  wrong_pins integer not null default 0,
  locked_until timestamptz,
  primary key (region_code, id),
  unique (region_code, staff_number)
);

create table officer_session (
  region_code text not null,
  token_hash bytea not null,
  officer_id uuid not null,
  expires_at timestamptz not null,
  primary key (region_code, token_hash),
  foreign key (region_code, officer_id) references officer (region_code, id)
);

-- Data keys, wrapped by the key-encryption key that never enters the database.
create table data_key (
  region_code text not null,
  purpose text not null,
  epoch integer not null,
  id uuid not null,
  wrapped bytea not null,
  primary key (region_code, purpose, epoch)
);

-- Append-only. digest(n) = SHA-256(digest(n-1) || text of entry n): audit/chain.ts.
create table audit_entry (
  region_code text not null,
  stream text not null,
  sequence bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details text not null,
  digest bytea not null,
  primary key (region_code, stream, sequence)
);

create table audit_head (
  region_code text not null,
  stream text not null,
  sequence bigint not null,
  digest bytea not null,
  -- How far the newest checkpoint speaks for this stream.
  signed_sequence bigint not null default 0,
  primary key (region_code, stream)
) with (fillfactor = 50);

-- Signed by the centre: where every stream stood that moved since the checkpoint before.
create table audit_checkpoint (
  region_code text not null,
  number bigint not null,
  at timestamptz not null,
  statement text not null,
  signature bytea not null,
  primary key (region_code, number)
);
