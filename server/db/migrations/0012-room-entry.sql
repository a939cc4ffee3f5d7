-- 叫号: which arrivals were called, by whom; and 入诊室: which went in, once each, found again at the door.
create table room_call (
  region_code text not null,
  check_in_id uuid not null,
  at timestamptz not null,
  officer_id uuid not null,
  primary key (region_code, check_in_id),
  foreign key (region_code, check_in_id) references check_in (region_code, id),
  foreign key (region_code, officer_id) references officer (region_code, id)
);
create table room_entry (
  region_code text not null,
  check_in_id uuid not null,
  -- The visit at the door that used the ticket up.
  visit_id uuid not null,
  terminal_id uuid not null,
  at timestamptz not null,
  primary key (region_code, check_in_id),
  foreign key (region_code, check_in_id) references check_in (region_code, id),
  foreign key (region_code, terminal_id) references terminal (region_code, id)
);
-- Checks that two officers passed against the comparison, for supervision.
create index evidence_override on evidence_record (region_code, id)
  where method = 'two-officers' and (record::jsonb ? 'overrides');
