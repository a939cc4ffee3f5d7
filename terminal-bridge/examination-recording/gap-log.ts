/** Stretches that are not as they should be: opened when they are noticed, written to the list when they are over. */
import type { GapCause } from '@anban/server/contract/recordings';

export interface Gap {
  readonly cause: GapCause;
  /** Wall clock, ms. */
  readonly from: number;
  readonly until: number;
  readonly jumpMs?: number;
}

export class GapLog {
  readonly #open = new Map<GapCause, number>();
  readonly #write: (gap: Gap) => void;

  constructor(write: (gap: Gap) => void) {
    this.#write = write;
  }

  /** The causes that last. */
  get open(): readonly GapCause[] {
    return [...this.#open.keys()];
  }

  begin(cause: GapCause, from: number): void {
    if (!this.#open.has(cause)) this.#open.set(cause, from);
  }

  end(cause: GapCause, until: number): void {
    const from = this.#open.get(cause);
    if (from === undefined) return;
    this.#open.delete(cause);
    this.#write({ cause, from, until: Math.max(from, until) });
  }

  /** What lasts is written up to now, and goes on from now: a crash later loses no more than one segment of it. */
  flush(now: number): void {
    for (const [cause, from] of this.#open) {
      this.#open.set(cause, now);
      this.#write({ cause, from, until: Math.max(from, now) });
    }
  }

  endAll(now: number): void {
    for (const cause of this.open) this.end(cause, now);
  }
}
