import type { Clock } from '@anban/foundation/clock';

/** Counts wrong attempts per key in this process. Memory is bounded: the table is emptied of what is over. */
export class AttemptLimiter {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #windowMs: number;
  readonly #attempts = new Map<string, { count: number; until: number }>();

  constructor(clock: Clock, most: number, windowMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#windowMs = windowMs;
  }

  isBlocked(key: string): boolean {
    const entry = this.#attempts.get(key);
    return entry !== undefined && entry.until > this.#clock.now() && entry.count >= this.#most;
  }

  /** Remembers one wrong attempt. */
  fail(key: string): void {
    const now = this.#clock.now();
    for (const [other, { until }] of this.#attempts) if (until <= now) this.#attempts.delete(other);
    const entry = this.#attempts.get(key);
    if (entry === undefined) this.#attempts.set(key, { count: 1, until: now + this.#windowMs });
    else entry.count += 1;
  }
}
