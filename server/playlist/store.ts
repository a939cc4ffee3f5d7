/** The playlist of a region: items in the order of their adding (their ids rise with time). */
import { createHash } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { z } from 'zod';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import {
  MOST_ITEMS,
  type NewPlaylistItem,
  type Picture,
  PictureType,
  type Playlist,
  PlaylistItem,
  pictureTypeOf,
} from '../contract/playlist.ts';
import type { Database, Db } from '../db/database.ts';

export interface PlaylistServices {
  readonly database: Database;
  readonly clock: Clock;
}

/** Who adds or removes, as the audit log names them. */
export interface Editor {
  readonly regionCode: string;
  readonly actor: string;
}

/** `picture-refused`: neither PNG nor JPEG, or a moving or too large one. */
export type PlaylistFault = 'picture-refused' | 'playlist-full';

export async function addItem(
  { database, clock }: PlaylistServices,
  { regionCode, actor }: Editor,
  { picture, ...item }: NewPlaylistItem,
): Promise<Result<PlaylistItem, PlaylistFault>> {
  const bytes = picture === null ? null : Buffer.from(picture, 'base64');
  const type = bytes === null ? null : pictureTypeOf(bytes);
  if (bytes !== null && type === null) return fail('picture-refused');
  const digest = bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
  const id = newId();
  return database.db.transaction().execute(async (tx) => {
    if ((await itemsOf(tx, regionCode)).length >= MOST_ITEMS) return fail('playlist-full');
    await tx
      .insertInto('playlist_item')
      .values({
        region_code: regionCode,
        id,
        title_zh: item.title.zh,
        title_en: item.title.en,
        text_zh: item.text?.zh ?? null,
        text_en: item.text?.en ?? null,
        picture: bytes,
        picture_type: type,
        picture_digest: digest,
        seconds: item.seconds,
        from_day: item.from,
        until_day: item.until,
        sites: item.sites,
      })
      .execute();
    await appendAudit(tx, { regionCode, actor, action: 'playlist.added', subject: id, at: clock.now() });
    return ok({ id, ...item, picture: digest === null || type === null ? null : { digest, type } });
  });
}

/** False when the region has no such item. */
export async function removeItem(
  { database, clock }: PlaylistServices,
  { regionCode, actor }: Editor,
  id: string,
): Promise<boolean> {
  return database.db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom('playlist_item')
      .where('region_code', '=', regionCode)
      .where('id', '=', id)
      .executeTakeFirst();
    if (removed.numDeletedRows === 0n) return false;
    await appendAudit(tx, { regionCode, actor, action: 'playlist.removed', subject: id, at: clock.now() });
    return true;
  });
}

export async function itemsOf(db: Db, regionCode: string): Promise<PlaylistItem[]> {
  const rows = await db
    .selectFrom('playlist_item')
    .select([
      'id',
      'title_zh',
      'title_en',
      'text_zh',
      'text_en',
      'picture_type',
      'picture_digest',
      'seconds',
      'from_day',
      'until_day',
      'sites',
    ])
    .where('region_code', '=', regionCode)
    .orderBy('id')
    .execute();
  return rows.map((row) =>
    PlaylistItem.parse({
      id: row.id,
      title: { zh: row.title_zh, en: row.title_en },
      text: row.text_zh === null ? null : { zh: row.text_zh, en: row.text_en },
      picture: row.picture_digest === null ? null : { digest: row.picture_digest, type: row.picture_type },
      seconds: row.seconds,
      from: row.from_day,
      until: row.until_day,
      sites: row.sites,
    }),
  );
}

/** What one site shows from today on: the terminal knows by itself when a later day comes, also while cut off. */
export async function playlistFor(
  { database, clock }: PlaylistServices,
  { regionCode, siteCode }: { readonly regionCode: string; readonly siteCode: string },
): Promise<Playlist> {
  const today = dayInChina(clock.now());
  const items = (await itemsOf(database.db, regionCode)).filter(
    ({ until, sites }) => until >= today && (sites.length === 0 || sites.includes(siteCode)),
  );
  return { digest: createHash('sha256').update(JSON.stringify(items)).digest('hex'), items };
}

/** Null when the region has no such picture. */
export async function pictureOf(
  { database }: PlaylistServices,
  regionCode: string,
  digest: string,
): Promise<z.infer<typeof Picture> | null> {
  const row = await database.db
    .selectFrom('playlist_item')
    .select(['picture', 'picture_type'])
    .where('region_code', '=', regionCode)
    .where('picture_digest', '=', digest)
    .executeTakeFirst();
  if (row === undefined || row.picture === null) return null;
  return { type: PictureType.parse(row.picture_type), base64: row.picture.toString('base64') };
}
