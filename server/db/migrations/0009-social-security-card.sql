-- The simulated platform of social security cards (configuration `partners: simulated`); empty everywhere else. Personal,
-- so only as ciphertext; found by blind index of the card's number.
create table simulated_social_security_card (
  -- Of the place that issued the card.
  region_code text not null,
  number_index bytea not null,
  record_cipher bytea not null,
  primary key (region_code, number_index)
);
