-- 文书: every document that was ordered, its number, and the file that was made of it.

-- `ordered` in the transaction of the event that needs it, `made` once the file lies in document_file. No foreign key to
-- the case: documents are also checked and kept when their case is archived elsewhere.
create table document (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  part_id uuid,
  event_id uuid not null,
  kind text not null,
  number text not null,
  -- SHA-256 of the verification code; the code itself is printed, and lies in fields_cipher.
  code_hash bytea not null,
  recipients text[] not null,
  template_version integer not null,
  -- Everything that is printed, as it was at the time of the order.
  fields_cipher bytea not null,
  issued_on date not null,
  state text not null check (state in ('ordered', 'made')),
  ordered_at timestamptz not null,
  made_at timestamptz,
  -- SHA-256 and length of the PDF.
  digest bytea,
  bytes integer,
  attempts integer not null default 0,
  attempt_at timestamptz not null,
  -- The name of the last fault, never a value of a field.
  failure text,
  alarmed_at timestamptz,
  -- Withdrawn, or corrected by a newer document.
  ended_at timestamptz,
  replaced_by uuid,
  primary key (region_code, id),
  unique (region_code, number),
  foreign key (region_code, replaced_by) references document (region_code, id)
);
create index document_due on document (region_code, attempt_at) where state = 'ordered';
create index document_by_case on document (region_code, case_id, ordered_at);
create index document_by_event on document (region_code, event_id);
-- The public page knows a number, a code or a file, and no region.
create index document_by_number on document (number);
create index document_by_code on document (code_hash);
create index document_by_digest on document (digest) where digest is not null;

-- The sealed PDF, encrypted. In the database and not in files: the file and the state `made` appear in one commit, one
-- backup holds both, and every process of the centre sees it.
create table document_file (
  region_code text not null,
  document_id uuid not null,
  content_cipher bytea not null,
  primary key (region_code, document_id),
  foreign key (region_code, document_id) references document (region_code, id)
);
-- Ciphertext does not compress.
alter table document_file alter column content_cipher set storage external;

create table document_counter (
  region_code text not null,
  series text not null,
  year integer not null,
  last_number integer not null,
  primary key (region_code, series, year)
) with (fillfactor = 50);

-- What one recipient got of one event: the signed list. The files are those of the documents.
create table document_package (
  region_code text not null,
  id uuid not null,
  event_id uuid not null,
  recipient text not null,
  manifest text not null,
  signature bytea not null,
  made_at timestamptz not null,
  primary key (region_code, id),
  unique (region_code, event_id, recipient)
);
