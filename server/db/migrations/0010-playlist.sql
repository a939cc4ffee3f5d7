-- 宣传内容: what the first screen of terminals shows in its quiet part. Nothing personal.
create table playlist_item (
  region_code text not null,
  id text not null,
  title_zh text not null,
  title_en text not null,
  -- Of a card; null: a picture.
  text_zh text,
  text_en text,
  picture bytea,
  picture_type text check (picture_type in ('image/png', 'image/jpeg')),
  -- SHA-256 of the picture, hex.
  picture_digest text,
  seconds integer not null check (seconds between 5 and 120),
  from_day text not null,
  until_day text not null,
  -- Codes of sites; empty: all of the region.
  sites text[] not null,
  primary key (region_code, id),
  check ((picture is null) = (picture_digest is null) and (picture is null) = (picture_type is null)),
  check ((text_zh is null) <> (picture is null) and (text_zh is null) = (text_en is null))
);
create index playlist_item_picture on playlist_item (region_code, picture_digest);
