-- Interfaces to partner systems: insurance records, published figures, payments.

-- What the insurance system knows of a person. Personal, so only as ciphertext; found by blind index.
create table insurance_record (
  region_code text not null,
  number_index bytea not null,
  record_cipher bytea not null,
  read_at timestamptz not null,
  primary key (region_code, number_index)
);

-- Published figures: average wages and minimum wages, by area and year of statistics, as valid from a day.
create table regional_figure (
  region_code text not null,
  -- GB/T 2260 code of the co-ordination area or of the province.
  area text not null,
  -- area-average, province-average, minimum-wage (yuan a month)
  figure text not null,
  year integer not null,
  valid_from date not null,
  amount numeric(12, 2) not null check (amount > 0),
  source text not null,
  verified boolean not null,
  primary key (region_code, area, figure, year, valid_from)
);

-- 社保卡金融账户 given for a benefit: stands before the one in the records.
create table benefit_account (
  region_code text not null,
  part_id uuid not null,
  account_cipher bytea not null,
  given_at timestamptz not null,
  primary key (region_code, part_id),
  foreign key (region_code, part_id) references case_part (region_code, id)
);

-- Orders to the bank. `amount` is paid once; `monthly` [{item, amount, from}] goes on until it is changed.
create table payment_order (
  region_code text not null,
  id uuid not null,
  case_id uuid not null,
  part_id uuid not null,
  batch text not null,
  amount numeric(14, 2) not null check (amount >= 0),
  monthly jsonb not null,
  account_cipher bytea not null,
  -- ordered, paid, returned
  state text not null,
  ordered_at timestamptz not null,
  settled_on date,
  receipt text,
  reason text,
  primary key (region_code, id),
  foreign key (region_code, part_id) references case_part (region_code, id)
) with (fillfactor = 80);
create index payment_order_open on payment_order (region_code, id) where state = 'ordered';
create index payment_order_by_part on payment_order (region_code, part_id);
