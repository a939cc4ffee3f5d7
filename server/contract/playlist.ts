/** 宣传内容: what the quiet part of the first screen shows. Nothing personal; fetched by terminals and kept by them. */
import { z } from 'zod';
import { Day, Digest, Id } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';
import { STAFF_REFUSALS } from './staff.ts';

/** Bytes of one picture. */
export const PICTURE_LIMIT = 1024 * 1024;
/** Pixels of either side: what the largest panel shows. */
export const PICTURE_SIDE = 4096;
export const MOST_ITEMS = 50;
/**
 * Characters of a title and of a card's words, and seconds on the screen: what is shown for less than five changes faster
 * than many people read (WCAG 2.2.2 is about what moves for over five).
 */
export const PLAYLIST_LIMITS = { title: 40, text: 200, shortestS: 5, longestS: 120 } as const;

const words = (longest: number) =>
  z.strictObject({ zh: z.string().trim().min(1).max(longest), en: z.string().trim().min(1).max(longest) });

export const PictureType = z.enum(['image/png', 'image/jpeg']);
export type PictureType = z.infer<typeof PictureType>;

const common = {
  title: words(PLAYLIST_LIMITS.title),
  /** Of a card; null: a picture, which the title describes. */
  text: words(PLAYLIST_LIMITS.text).nullable(),
  seconds: z.int().min(PLAYLIST_LIMITS.shortestS).max(PLAYLIST_LIMITS.longestS),
  /** First and last day on which it is shown. */
  from: Day,
  until: Day,
  /** Codes of sites; empty: all of the region. */
  sites: z.array(z.string().regex(/^\d{6}-\d{2}$/)).max(100),
};

export const PlaylistItem = z
  .strictObject({
    id: Id,
    ...common,
    picture: z.strictObject({ digest: Digest, type: PictureType }).nullable(),
  })
  .meta({ id: 'PlaylistItem' });
export type PlaylistItem = z.infer<typeof PlaylistItem>;

export const NewPlaylistItem = z
  .strictObject({
    ...common,
    /** PNG or JPEG, base64. */
    picture: z
      .base64()
      .max(Math.ceil(PICTURE_LIMIT / 3) * 4)
      .nullable(),
  })
  .refine(({ text, picture }) => (text === null) !== (picture === null), { message: 'either text or a picture' })
  .refine(({ from, until }) => from <= until, { path: ['until'], message: 'before from' })
  .meta({ id: 'NewPlaylistItem' });
export type NewPlaylistItem = z.infer<typeof NewPlaylistItem>;

/** In the order in which they are shown. `digest` changes with whatever is in it. */
export const Playlist = z
  .strictObject({ digest: Digest, items: z.array(PlaylistItem).max(MOST_ITEMS) })
  .meta({ id: 'Playlist' });
export type Playlist = z.infer<typeof Playlist>;

export const Picture = z
  .strictObject({ type: PictureType, base64: z.base64().max(Math.ceil(PICTURE_LIMIT / 3) * 4) })
  .meta({ id: 'PlaylistPicture' });

/** Publicity speaks for the office: its head decides. */
const ROLES = ['chief'] as const;
const named = { params: z.strictObject({ id: Id }), query: NOTHING } as const;

export const PLAYLIST_API = {
  playlist: {
    method: 'get',
    path: '/v1/playlist',
    caller: 'terminal',
    summary: "What the terminal's site shows from today on",
    request: null,
    answer: Playlist,
    refusals: { 401: 'signature' },
  },
  playlistPicture: {
    method: 'get',
    path: '/v1/playlist/pictures/{digest}',
    caller: 'terminal',
    params: z.strictObject({ digest: Digest }),
    summary: 'One picture of the playlist, by its SHA-256',
    request: null,
    answer: Picture,
    refusals: { 401: 'signature', 404: 'item-unknown' },
  },
  playlistItems: {
    method: 'get',
    path: '/v1/playlist/items',
    caller: 'staff',
    roles: ROLES,
    summary: 'All items of the region',
    params: NOTHING,
    query: NOTHING,
    request: NOTHING,
    answer: z.strictObject({ items: z.array(PlaylistItem) }).meta({ id: 'PlaylistItems' }),
    refusals: STAFF_REFUSALS,
  },
  addPlaylistItem: {
    method: 'post',
    path: '/v1/playlist/items',
    caller: 'staff',
    roles: ROLES,
    summary: 'Add an item at the end',
    params: NOTHING,
    query: NOTHING,
    request: NewPlaylistItem,
    answer: PlaylistItem,
    bodyLimit: Math.ceil(PICTURE_LIMIT / 3) * 4 + 16 * 1024,
    refusals: { ...STAFF_REFUSALS, 409: 'playlist-full' },
  },
  removePlaylistItem: {
    method: 'delete',
    path: '/v1/playlist/items/{id}',
    caller: 'staff',
    roles: ROLES,
    summary: 'Remove an item',
    ...named,
    request: NOTHING,
    answer: NOTHING,
    refusals: { ...STAFF_REFUSALS, 404: 'item-unknown' },
  },
} as const satisfies Record<string, Endpoint>;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_WIDTH_AT = 16;
const PNG_FIRST_DATA = 33;

/**
 * What these bytes are by what stands in them (PNG: W3C PNG 3 section 5, JPEG: ITU-T T.81 annex B), never by a name or a
 * header; null: no still picture of a size that we show. A PNG that moves (APNG) is none.
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  if (bytes.length > PICTURE_LIMIT) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (PNG.every((byte, at) => buffer[at] === byte)) return isStillPng(buffer) ? 'image/png' : null;
  const size = jpegSize(buffer);
  return size !== null && isSize(size.width, size.height) ? 'image/jpeg' : null;
}

const isSize = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= PICTURE_SIDE && height <= PICTURE_SIDE;

/** Chunk by chunk: header first, its end last, nothing that moves. */
function isStillPng(buffer: Buffer): boolean {
  if (buffer.length < PNG_FIRST_DATA || buffer.toString('latin1', 12, 16) !== 'IHDR') return false;
  if (!isSize(buffer.readUInt32BE(PNG_WIDTH_AT), buffer.readUInt32BE(PNG_WIDTH_AT + 4))) return false;
  let at = PNG.length;
  while (at + 12 <= buffer.length) {
    const name = buffer.toString('latin1', at + 4, at + 8);
    if (name === 'acTL') return false;
    if (name === 'IEND') return true;
    at += 12 + buffer.readUInt32BE(at);
  }
  return false;
}

/** From the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function jpegSize(buffer: Buffer): { width: number; height: number } | null {
  if (buffer.length < 4 || buffer.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= buffer.length && buffer[at] === 0xff) {
    const marker = buffer[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: buffer.readUInt16BE(at + 5), width: buffer.readUInt16BE(at + 7) };
    at += 2 + buffer.readUInt16BE(at + 2);
  }
  return null;
}
