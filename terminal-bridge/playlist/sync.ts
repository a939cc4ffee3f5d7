/** Fetches the playlist from the centre when it has changed, picture by picture, beside everything that matters more. */
import type { Clock } from '@anban/foundation/clock';
import type { PlaylistItem } from '@anban/server/contract/playlist';
import type { Centre } from '../centre/centre.ts';
import { type BridgeLog, errorName } from '../log.ts';
import type { PlaylistCache } from './cache.ts';

export const SYNC_EVERY_MS = 300_000;

export interface PlaylistSyncParts {
  readonly centre: Pick<Centre, 'playlist' | 'playlistPicture'>;
  readonly cache: PlaylistCache;
  /** Enrolled, and the centre answers. */
  readonly isConnected: () => boolean;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

export class PlaylistSync {
  readonly #parts: PlaylistSyncParts;
  #cancel: () => void = () => {};
  #round: Promise<void> | null = null;
  #closed = false;

  constructor(parts: PlaylistSyncParts) {
    this.#parts = parts;
  }

  /** Now, and every five minutes from then on. */
  start(): void {
    if (this.#closed || this.#round !== null) return;
    this.#cancel();
    this.#round = this.#work()
      .catch((error: unknown) => this.#parts.log.write('playlist-refused', { why: errorName(error) }))
      .finally(() => {
        this.#round = null;
        if (!this.#closed) this.#cancel = this.#parts.clock.after(SYNC_EVERY_MS, () => this.start());
      });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#round;
  }

  async #work(): Promise<void> {
    const { centre, cache, isConnected, log } = this.#parts;
    if (!isConnected()) return;
    const answer = await centre.playlist();
    // Unreachable or refused: the link to the centre has said so already. What is kept is shown on.
    if (!answer.ok || this.#closed) return;
    const missing = answer.value.items.filter((item) => this.#lacks(item));
    if (answer.value.digest === cache.digest && missing.length === 0) return;
    for (const { picture } of missing) {
      if (picture === null) continue;
      const fetched = await centre.playlistPicture(picture.digest);
      if (this.#closed) return;
      // A picture that does not come now comes with the next round; the others are shown meanwhile.
      if (fetched.ok && cache.keep(picture.digest, Buffer.from(fetched.value.base64, 'base64'))) continue;
      log.write('playlist-refused', { why: fetched.ok ? 'picture' : fetched.fault.kind });
    }
    cache.replace(answer.value);
    log.write('playlist-fetched', { items: answer.value.items.length });
  }

  #lacks({ picture }: PlaylistItem): boolean {
    return picture !== null && this.#parts.cache.picture(picture.digest) === null;
  }
}
