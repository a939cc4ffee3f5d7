/** Sets the desk up for one story at a time. */
import { tidyUp } from './actions.ts';
import type { Desk } from './devices.ts';
import { CARD_GONE_MS } from './lay.ts';
import type { Scenario } from './scenarios.ts';

/** Resolves after so many milliseconds; rejects as soon as `signal` is aborted. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Plays one story at a time; the next one, or `stop`, ends it. */
export class Storyteller {
  readonly #desk: Desk;
  readonly #wait: Wait;
  #current: AbortController | undefined;

  constructor(desk: Desk, wait: Wait) {
    this.#desk = desk;
    this.#wait = wait;
  }

  /** Ends the running story where it stands. */
  stop(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  /** Tidies the desk and plays; resolves when the story is set up, or was ended by another. */
  async play(scenario: Scenario): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.#current = controller;
    const { signal } = controller;
    const pause = (milliseconds: number): Promise<void> => this.#wait(milliseconds, signal);
    const cardLay = this.#desk.reader.state.personId !== null;
    await tidyUp(this.#desk);
    try {
      if (cardLay) await pause(CARD_GONE_MS);
      signal.throwIfAborted();
      await scenario.setUp(this.#desk, pause);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
