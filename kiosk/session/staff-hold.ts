/**
 * 按住地点名称: whoever holds the name of the site for three seconds comes to the sign-in of the diagnostics. The help
 * corner leads there too, but tells the staff of a person who waits. It is no way for a person: nothing points to it, a
 * touch in passing does nothing, and behind it stands the sign-in, which goes by itself before long (patience.ts).
 */
import type { Timers } from '../timers.ts';

export const HOLD_MS = 3_000;

export class StaffHold {
  readonly #timers: Timers;
  readonly #held: () => void;
  #cancel = () => {};

  constructor(timers: Timers, held: () => void) {
    this.#timers = timers;
    this.#held = held;
  }

  /** A finger comes down. A second one begins anew, and the first that is lifted ends both. */
  readonly begin = (): void => {
    this.#cancel();
    this.#cancel = this.#timers.after(HOLD_MS, this.#held);
  };

  /** It is lifted, or the browser takes it away. */
  readonly end = (): void => {
    this.#cancel();
    this.#cancel = () => {};
  };
}
