/**
 * For devices that are asked round after round: lets somebody wait until one has come to its end, so that a self-test
 * tells what the device said just now and not what it said some time ago.
 */
import type { FaultName } from '../protocol/faults.ts';

export class Rounds {
  #waiting: ((fault: FaultName | null) => void)[] = [];

  /** Somebody waits for the end of a round. */
  get awaited(): boolean {
    return this.#waiting.length > 0;
  }

  /** A round is over: what is wrong with the device, or null: it answered. */
  ended(fault: FaultName | null): void {
    for (const settle of this.#waiting.splice(0)) settle(fault);
  }

  /** The outcome of the next round that ends; `late` when `signal` aborts first. */
  next(signal: AbortSignal, late: FaultName): Promise<FaultName | null> {
    if (signal.aborted) return Promise.resolve(late);
    return new Promise((resolve) => {
      const settle = (fault: FaultName | null) => {
        signal.removeEventListener('abort', giveUp);
        resolve(fault);
      };
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((one) => one !== settle);
        resolve(late);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(settle);
    });
  }
}
