import type { Clock } from '@anban/foundation/clock';

/** The pause between two rounds of a loop, which can be cut short. */
export class Pacer {
  readonly #clock: Clock;
  #resume: (() => void) | null = null;
  #skipNext = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Until `ms` are over or `wake` is called; a `wake` since the last pause counts. */
  pause(ms: number): Promise<void> {
    if (this.#skipNext) {
      this.#skipNext = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const resume = () => {
        cancel();
        this.#resume = null;
        resolve();
      };
      const cancel = this.#clock.after(ms, resume);
      this.#resume = resume;
    });
  }

  wake(): void {
    if (this.#resume === null) this.#skipNext = true;
    else this.#resume();
  }
}
