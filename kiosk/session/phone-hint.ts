/**
 * A phone whose screen is too dark cannot be told from an empty window: whoever stands before a screen that asks for a
 * document and gets no further may hold one, and is told once how to help.
 */
import type { Timers } from '../timers.ts';

/** Stillness after which the hint comes, ms. */
export const HINT_AFTER = 8_000;

export class PhoneHint {
  /** The person has chosen nothing on this screen for so long. */
  due = false;
  readonly #timers: Timers;
  readonly #changed: () => void;
  #cancel = () => {};

  constructor(timers: Timers, changed: () => void) {
    this.#timers = timers;
    this.#changed = changed;
  }

  /** Another screen: from the beginning. */
  begin(): void {
    this.#cancel();
    this.due = false;
    this.#cancel = this.#timers.after(HINT_AFTER, () => {
      this.due = true;
      this.#changed();
    });
  }
}
