/** What is known of the card that lies on the reader: whether it was read since it was laid down, and whether it will do. */
import type { FaultName } from '../../protocol/faults.ts';

/**
 * A refused card is read again after so long, while somebody waits: it may have been moved, or changed for another between
 * two polls. Nothing is told of that, because the person may be at another reader by now.
 */
export const REFUSED_AGAIN_MS = 2000;

export class LyingCard {
  #present = false;
  #unread = false;
  #refused: { readonly fault: FaultName; readonly at: number } | null = null;
  /** Attempts to read it since it was laid down or last settled. */
  attempts = 0;

  get present(): boolean {
    return this.#present;
  }

  /** It has not been read since it was laid down. */
  get unread(): boolean {
    return this.#unread;
  }

  /** Why it will not do. It has been told once: told again to whoever waits next, it would keep every other reader out. */
  get refused(): FaultName | null {
    return this.#refused?.fault ?? null;
  }

  laid(): void {
    this.#forget(true);
  }

  left(): void {
    this.#forget(false);
  }

  /** Read, or given up for `refused`. */
  settled(refused: FaultName | null, now: number): void {
    this.#unread = false;
    this.attempts = 0;
    this.#refused = refused === null ? null : { fault: refused, at: now };
  }

  /** Whether to read it now. `wanted`: somebody waits for a card. */
  due(wanted: boolean, now: number): boolean {
    if (this.#unread || !wanted) return this.#unread;
    return this.#refused === null || now - this.#refused.at >= REFUSED_AGAIN_MS;
  }

  #forget(present: boolean): void {
    this.#present = present;
    this.#unread = present;
    this.#refused = null;
    this.attempts = 0;
  }
}
