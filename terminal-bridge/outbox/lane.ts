/**
 * A lane on which something waiting is brought to the centre: one try at a time, at once when woken, otherwise after the
 * pause that the last try asked for. What is brought, and how long to pause, is the owner's.
 */
import type { Clock } from '@anban/foundation/clock';

export interface LaneParts {
  readonly clock: Clock;
  /** One try at all that waits. Resolves to the pause until the next one, ms; null: nothing waits. */
  readonly work: () => Promise<number | null>;
  /** A defect in `work` must not end the lane: says what happened and answers the pause until the next try, ms. */
  readonly onDefect: (error: unknown) => number;
  /** After a try during which nobody woke the lane: whoever waits for that try need wait no longer. */
  readonly onRest?: () => void;
}

export class Lane {
  readonly #parts: LaneParts;
  /** The loop that was begun last, and whether it still looks for more to do. */
  #running: Promise<void> = Promise.resolve();
  #looking = false;
  #wokenAgain = false;
  #cancelPause: () => void = () => {};
  #closed = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Tries now, whatever pause was running; during a try, once more after it. */
  wake(): void {
    if (this.#closed) return;
    this.#cancelPause();
    this.#wokenAgain = true;
    if (!this.#looking) this.#running = this.#run();
  }

  /** Starts nothing more; resolves when the try that is under way has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelPause();
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#looking = true;
    let pause: number | null = null;
    while (this.#wokenAgain && !this.#closed) {
      this.#wokenAgain = false;
      pause = await this.#try();
    }
    // In the same breath as the loop's last look, so that a wake finds either a loop that will look again or none.
    this.#looking = false;
    if (this.#closed) return;
    if (pause !== null) this.#cancelPause = this.#parts.clock.after(pause, () => this.wake());
    this.#parts.onRest?.();
  }

  async #try(): Promise<number | null> {
    try {
      return await this.#parts.work();
    } catch (error) {
      return this.#parts.onDefect(error);
    }
  }
}
