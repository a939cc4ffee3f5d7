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
  #slowness = 1;
  readonly #listeners = new Set<(seconds: number | null) => void>();
  #hadSign = false;
  #cancel = () => {};

  constructor(timers: Timers, changed: () => void, expired: () => void) {
    this.#timers = timers;
    this.#changed = changed;
    this.#expired = expired;
  }

  /** Told each second of the countdown, and null when it is over: for whoever speaks it. */
  onCountdown(listener: (seconds: number | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A new screen, with the patience it deserves; `slowness` times as long for somebody who needs longer. */
  watch(patience: Patience, slowness = 1): void {
    this.#patience = patience;
    this.#slowness = slowness;
    this.#begin();
  }

  /** The person did something. While the question is asked only `stay` answers it. */
  touched(): void {
    this.#hadSign = true;
    this.spoken();
  }

  /** The terminal reads aloud: nobody is hurried meanwhile, though that says nothing of whether they are there. */
  spoken(): void {
    if (this.countdown === null) this.#begin();
  }

  stay(): void {
    this.#hadSign = true;
    if (this.countdown !== null) this.#begin();
  }

  /** Whether the person gave a sign of life since this was asked last. */
  takeSign(): boolean {
    const had = this.#hadSign;
    this.#hadSign = false;
    return had;
  }

  #begin(): void {
    this.#cancel();
    this.#setCountdown(null);
    const { kind } = this.#patience;
    if (kind === 'working') return;
    this.#cancel = this.#timers.after(this.#patience.seconds * this.#slowness * SECOND, () =>
      kind === 'ask' ? this.#ask(COUNTDOWN_S * this.#slowness) : this.#expired(),
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
    for (const listener of this.#listeners) listener(seconds);
    this.#changed();
  }
}
