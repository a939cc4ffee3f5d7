/**
 * Whether the person is still there. After a time of stillness it asks, with a countdown that a touch puts off as often
 * as the person likes (WCAG 2.2.1); without an answer the visit is over. It never counts while the terminal works.
 */
import type { Patience } from '../services/service.ts';
import type { Timers } from '../timers.ts';

/** Seconds to answer in, never under 20 (WCAG 2.2.1). */
export const COUNTDOWN_S = 25;
const SECOND = 1_000;

export class IdleWatch {
  /** Seconds left to answer, or null while nothing is asked. */
  countdown: number | null = null;
  readonly #timers: Timers;
  readonly #changed: () => void;
  readonly #expired: () => void;
  #patience: Patience = { kind: 'working' };
  #cancel = () => {};

  constructor(timers: Timers, changed: () => void, expired: () => void) {
    this.#timers = timers;
    this.#changed = changed;
    this.#expired = expired;
  }

  /** A new screen, with the patience it deserves. */
  watch(patience: Patience): void {
    this.#patience = patience;
    this.#begin();
  }

  /** The person did something. While the question is asked only `stay` answers it. */
  touched(): void {
    if (this.countdown === null && this.#patience.kind === 'ask') this.#begin();
  }

  stay(): void {
    if (this.countdown !== null) this.#begin();
  }

  #begin(): void {
    this.#cancel();
    this.#setCountdown(null);
    const { kind } = this.#patience;
    if (kind === 'working') return;
    this.#cancel = this.#timers.after(this.#patience.seconds * SECOND, () =>
      kind === 'ask' ? this.#ask(COUNTDOWN_S) : this.#expired(),
    );
  }

  #ask(seconds: number): void {
    if (seconds === 0) {
      this.#setCountdown(null);
      this.#expired();
      return;
    }
    this.#setCountdown(seconds);
    this.#cancel = this.#timers.after(SECOND, () => this.#ask(seconds - 1));
  }

  #setCountdown(seconds: number | null): void {
    if (this.countdown === seconds) return;
    this.countdown = seconds;
    this.#changed();
  }
}
