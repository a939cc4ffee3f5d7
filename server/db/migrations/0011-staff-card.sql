-- 工作人员的证件, with which they sign in to a terminal's diagnostics: HMAC-SHA256 of the number with the region's roster
-- key, 16 bytes, as of examinees. The number itself is not kept.
alter table officer add column card_token bytea;
alter table officer add constraint officer_card unique (region_code, card_token);
