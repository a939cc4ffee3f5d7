/**
 * From the reader's loop to whoever asked for a card. A card that was read before anybody asked is kept for a moment,
 * so that the visit that it starts has it at once; then it is forgotten.
 */
import type { Clock } from '@anban/foundation/clock';
import { fail, type Result } from '@anban/foundation/result';
import type { FaultName } from '../protocol/faults.ts';
import type { ReadProgress } from '../protocol/messages.ts';
import type { IdentityDocument } from './identity-document.ts';

/** What is done to a document that nobody came for. */
export const wipePortrait = ({ portrait }: Pick<IdentityDocument, 'portrait'>): void => void portrait.fill(0);

type OnProgress = (progress: ReadProgress) => void;

interface Waiter<T> {
  readonly finish: (result: Result<T, FaultName>) => void;
  readonly onProgress: OnProgress;
}

/**
 * How long a result may wait for its visit. Short, because a card changed for another between two polls goes
 * unnoticed: whoever asks later gets a fresh read, which takes an eighth of a second.
 */
export const HOLD_MS = 3000;
/**
 * How long after its card left. Long enough for the visit that the card has just started, and for readers that
 * report "no card" from the read on, whether it still lies there or not.
 */
export const HOLD_AFTER_LEAVING_MS = 2000;

export class HandOver<T> {
  readonly #clock: Clock;
  readonly #wipe: (value: T) => void;
  #waiters: Waiter<T>[] = [];
  #held: Result<T, FaultName> | null = null;
  #cancelExpiry: () => void = () => undefined;

  /** `wipe`: what is left behind of a card that nobody came for. */
  constructor(clock: Clock, wipe: (value: T) => void) {
    this.#clock = clock;
    this.#wipe = wipe;
  }

  /** Somebody waits for a card. */
  get wanted(): boolean {
    return this.#waiters.length > 0;
  }

  /** A result waits for somebody. */
  get holding(): boolean {
    return this.#held !== null;
  }

  /** The result that is held, or the next one; `cardTimeout` when `signal` aborts first. */
  wait(signal: AbortSignal, onProgress: OnProgress): Promise<Result<T, FaultName>> {
    // First: what is held stays until its time, and is overwritten then.
    if (signal.aborted) return Promise.resolve(fail('cardTimeout'));
    const held = this.#take();
    if (held !== null) return Promise.resolve(held);
    return new Promise((resolve) => {
      const abort = () => waiter.finish(fail('cardTimeout'));
      const waiter: Waiter<T> = {
        onProgress,
        finish: (result) => {
          this.#waiters = this.#waiters.filter((other) => other !== waiter);
          signal.removeEventListener('abort', abort);
          resolve(result);
        },
      };
      this.#waiters.push(waiter);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Gives the result to the one who has waited longest, or keeps it for a while. */
  offer(result: Result<T, FaultName>): void {
    const [first] = this.#waiters;
    if (first === undefined) {
      this.#held = result;
      this.#expireIn(HOLD_MS);
    } else first.finish(result);
  }

  tell(progress: ReadProgress): void {
    for (const waiter of [...this.#waiters]) waiter.onProgress(progress);
  }

  /** The card of the held result is no longer there. A verdict on it is of no use any more; its data may be. */
  cardLeft(): void {
    if (this.#held?.ok === true) this.#expireIn(HOLD_AFTER_LEAVING_MS);
    else this.forget();
  }

  forget(): void {
    const held = this.#take();
    if (held?.ok === true) this.#wipe(held.value);
  }

  close(): void {
    this.forget();
    for (const waiter of [...this.#waiters]) waiter.finish(fail('cardTimeout'));
  }

  #take(): Result<T, FaultName> | null {
    const held = this.#held;
    this.#cancelExpiry();
    this.#held = null;
    return held;
  }

  #expireIn(ms: number): void {
    this.#cancelExpiry();
    this.#cancelExpiry = this.#clock.after(ms, () => this.forget());
  }
}
