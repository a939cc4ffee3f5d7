/** A token bucket: a burst of `size`, refilled by `size` a second. */
import type { Clock } from '@anban/foundation/clock';

export class RateLimit {
  readonly #size: number;
  readonly #clock: Clock;
  #left: number;
  #at: number;

  constructor(size: number, clock: Clock) {
    this.#size = size;
    this.#clock = clock;
    this.#left = size;
    this.#at = clock.now();
  }

  /** Takes one, or says that there is none. */
  take(): boolean {
    const now = this.#clock.now();
    // A clock set back must not lock the page out.
    const refill = (Math.max(0, now - this.#at) / 1000) * this.#size;
    this.#left = Math.min(this.#size, this.#left + refill);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
