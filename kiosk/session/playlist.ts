/**
 * 宣传内容: what the quiet part of the first screen shows, one still item after the other. It never stands between a
 * person and the terminal: a touch or a card begins a visit at once, whatever is shown.
 */
import { PLAYLIST_PATH, PlaylistView } from '@anban/terminal-bridge/protocol/playlist';
import * as z from 'zod/mini';
import type { Timers } from '../timers.ts';

export type PlaylistItem = PlaylistView['items'][number];
/** The list as the bridge has it now; null: it cannot be had. */
export type LoadPlaylist = () => Promise<PlaylistView | null>;

/** Between two looks at the bridge's list, ms; it costs the network nothing. */
export const LOAD_EVERY = 300_000;
const SECOND = 1_000;

export const loadFromBridge: LoadPlaylist = async () => {
  try {
    const answer = await fetch(PLAYLIST_PATH);
    const parsed = z.safeParse(PlaylistView, await answer.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

export class Playlist {
  /** Stands still until the person says otherwise (WCAG 2.2.2). */
  paused = false;
  readonly #load: LoadPlaylist;
  readonly #timers: Timers;
  readonly #changed: () => void;
  #items: PlaylistView['items'] = [];
  #at = 0;
  #cancel = () => {};

  constructor(load: LoadPlaylist, timers: Timers, changed: () => void) {
    this.#load = load;
    this.#timers = timers;
    this.#changed = changed;
    void this.#refresh();
  }

  /** What is shown now, if there is anything. */
  get current(): PlaylistItem | null {
    return this.#items[this.#at] ?? null;
  }

  /** Whether anything changes by itself. */
  get changes(): boolean {
    return this.#items.length > 1;
  }

  toggle(): void {
    this.paused = !this.paused;
    this.#arm();
    this.#changed();
  }

  /** For the next person it plays. */
  reset(): void {
    if (this.paused) this.toggle();
  }

  async #refresh(): Promise<void> {
    const view = await this.#load();
    this.#timers.after(LOAD_EVERY, () => void this.#refresh());
    // What was shown is shown on while the bridge cannot say.
    if (view === null || JSON.stringify(view.items) === JSON.stringify(this.#items)) return;
    this.#items = view.items;
    this.#at = 0;
    this.#arm();
    this.#changed();
  }

  #arm(): void {
    this.#cancel();
    const { current } = this;
    if (current === null || this.paused || !this.changes) return;
    this.#cancel = this.#timers.after(current.seconds * SECOND, () => {
      this.#at = (this.#at + 1) % this.#items.length;
      this.#arm();
      this.#changed();
    });
  }
}
