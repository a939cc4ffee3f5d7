-- 工作人员协助: who stood beside a person at a terminal, from when to when. The officer is as the terminal says: one who
-- left the office meanwhile, or whom the centre does not know, is no reason to lose the line.
create table assistance (
  region_code text not null,
  id uuid not null,
  terminal_id uuid not null,
  visit_id uuid not null,
  officer_id uuid not null,
  begun_at timestamptz not null,
  -- Null: the helper is still there, or the terminal has not been able to say more.
  ended_at timestamptz,
  why text check (why in ('asked', 'replaced', 'visit-over', 'restart')),
  received_at timestamptz not null,
  primary key (region_code, id),
  foreign key (region_code, terminal_id) references terminal (region_code, id),
  check ((ended_at is null) = (why is null))
);
