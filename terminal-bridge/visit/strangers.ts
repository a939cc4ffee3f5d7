/**
 * Cards that are no officer's, and how often each was tried with a PIN: they are answered like an officer's card with a
 * wrong PIN, so that nobody learns whose card is registered. In memory only, for it is anybody's card; then forgotten.
 */
import type { Clock } from '@anban/foundation/clock';

/** As many as could be laid down one after another by hand in that time. */
const MOST = 1000;

export class Strangers {
  readonly #clock: Clock;
  readonly #keptMs: number;
  readonly #tries = new Map<string, { readonly times: number; readonly at: number }>();

  constructor(clock: Clock, keptMs: number) {
    this.#clock = clock;
    this.#keptMs = keptMs;
  }

  /** How often this card was tried lately. `token`: its keyed hash. */
  times(token: string): number {
    const since = this.#clock.now() - this.#keptMs;
    for (const [kept, { at }] of this.#tries) if (at < since) this.#tries.delete(kept);
    return this.#tries.get(token)?.times ?? 0;
  }

  /** One more; how often now. */
  add(token: string): number {
    const times = this.times(token) + 1;
    const [oldest] = this.#tries.keys();
    if (this.#tries.size >= MOST && oldest !== undefined) this.#tries.delete(oldest);
    this.#tries.set(token, { times, at: this.#clock.now() });
    return times;
  }
}
