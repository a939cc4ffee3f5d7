/**
 * The playlist on this terminal's disk, so that it is shown without a network: the list as JSON, each picture under its
 * SHA-256. Nothing personal, so it lies there unencrypted. What does not hold together is as if it were not there.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceDurably } from '@anban/foundation/durable-file';
import { Playlist, type PlaylistItem, pictureTypeOf } from '@anban/server/contract/playlist';
import { PLAYLIST_PATH, type PlaylistView } from '../protocol/playlist.ts';

const LIST = 'playlist.json';
const NAME = /^[0-9a-f]{64}$/;

export interface StoredPicture {
  readonly type: string;
  readonly bytes: Buffer;
}

export class PlaylistCache {
  readonly #folder: string;
  #playlist: Playlist | null;
  /** Whether a file held what its name says, by name, with the size and time at which it was looked at. */
  readonly #looked = new Map<string, { readonly stamp: string; readonly isWhole: boolean }>();

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#playlist = this.#load();
  }

  /** Of the list that is kept. */
  get digest(): string | null {
    return this.#playlist?.digest ?? null;
  }

  /** What is shown on `today` (YYYY-MM-DD); a picture that is missing or spoilt is left out. */
  view(today: string): PlaylistView {
    const items = (this.#playlist?.items ?? []).filter((item) => this.#isShown(item, today));
    return {
      items: items.map(({ id, title, text, picture, seconds }) => ({
        id,
        title,
        text,
        picture: picture === null ? null : `${PLAYLIST_PATH}/${picture.digest}`,
        seconds,
      })),
    };
  }

  /** A picture that is kept, checked against its name; null: there is none. */
  picture(digest: string): StoredPicture | null {
    if (!NAME.test(digest)) return null;
    try {
      const bytes = readFileSync(join(this.#folder, digest));
      const type = pictureTypeOf(bytes);
      return type !== null && digestOf(bytes) === digest ? { type, bytes } : null;
    } catch {
      return null;
    }
  }

  /** Keeps a picture if it is what its name and its bytes say. */
  keep(digest: string, bytes: Buffer): boolean {
    if (digestOf(bytes) !== digest || pictureTypeOf(bytes) === null) return false;
    replaceDurably(join(this.#folder, digest), bytes);
    return true;
  }

  /** From now on this list; pictures that it does not name are forgotten. */
  replace(playlist: Playlist): void {
    replaceDurably(join(this.#folder, LIST), JSON.stringify(playlist));
    this.#playlist = playlist;
    const named = new Set(playlist.items.map(({ picture }) => picture?.digest));
    for (const name of readdirSync(this.#folder)) {
      if (name === LIST || named.has(name)) continue;
      rmSync(join(this.#folder, name), { force: true });
      this.#looked.delete(name);
    }
  }

  #isShown({ from, until, picture }: PlaylistItem, today: string): boolean {
    return from <= today && today <= until && (picture === null || this.#isWhole(picture.digest));
  }

  /** Hashed once: the list is asked for often, by anybody, and the loop has a watchdog to answer. */
  #isWhole(digest: string): boolean {
    const file = statSync(join(this.#folder, digest), { throwIfNoEntry: false });
    const stamp = file === undefined ? '' : `${file.size} ${file.mtimeMs} ${file.ino}`;
    const known = this.#looked.get(digest);
    if (known?.stamp === stamp) return known.isWhole;
    const isWhole = this.picture(digest) !== null;
    this.#looked.set(digest, { stamp, isWhole });
    return isWhole;
  }

  #load(): Playlist | null {
    try {
      const read = Playlist.safeParse(JSON.parse(readFileSync(join(this.#folder, LIST), 'utf8')));
      return read.success ? read.data : null;
    } catch {
      return null;
    }
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
