-- A code of an electronic social security card is good once. Logged: a crash must not make it good again.
create table e_card_use (
  -- Of the place that issued the card.
  region_code text not null,
  token_id uuid not null,
  terminal_id uuid not null,
  request_id uuid not null,
  expires_at timestamptz not null,
  primary key (region_code, token_id)
);
create index e_card_use_by_expiry on e_card_use (expires_at);
