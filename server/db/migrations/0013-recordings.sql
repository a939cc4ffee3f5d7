-- 鉴定现场录音录像: hash lists of recordings that stay on site. No picture, no sound, no name.
create table recording (
  region_code text not null,
  id text not null,
  terminal_id text not null,
  session_id text not null,
  examinee_id text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  why text,
  -- What the terminal signed last, as canonical JSON, and the digest of the last entry.
  statement text not null,
  signature bytea not null,
  received_at timestamptz not null,
  primary key (region_code, id)
);
create index recording_examinee on recording (region_code, examinee_id);

-- Entries of the lists. Only ever added to.
create table recording_entry (
  region_code text not null,
  recording_id text not null,
  number integer not null,
  kind text not null,
  -- Of a segment: SHA-256 of the file as it plays.
  file_digest bytea,
  digest bytea not null,
  entry text not null,
  primary key (region_code, recording_id, number)
);
create index recording_entry_file on recording_entry (region_code, file_digest) where file_digest is not null;
