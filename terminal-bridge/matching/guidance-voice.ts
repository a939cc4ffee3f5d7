/** One instruction at a time, and slowly enough to be read and followed. */
import type { Guidance } from '../protocol/messages.ts';

/** An instruction stands at least this long, ms. */
export const STANDS_MS = 700;

export class GuidanceVoice {
  readonly #say: (guidance: Guidance) => void;
  #said: Guidance | null = null;
  #since = Number.NEGATIVE_INFINITY;

  constructor(say: (guidance: Guidance) => void) {
    this.#say = say;
  }

  /**
   * Says `guidance` unless it is being said, or another one has only just been said. `checking` may come at once. Answers
   * whether the person knows it now.
   */
  say(guidance: Guidance, now: number): boolean {
    if (guidance === this.#said) return true;
    if (guidance !== 'checking' && now - this.#since < STANDS_MS) return false;
    this.#said = guidance;
    this.#since = now;
    this.#say(guidance);
    return true;
  }
}
