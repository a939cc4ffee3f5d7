/**
 * A card that is about to be forgotten, or has been: it chimes until the card is lifted. Forgotten for a minute, staff
 * are called, who keep it safe; the bridge logs the call.
 */
import type { Timers } from '../timers.ts';

/** Between two chimes, ms, until staff are called and after that. */
export const CHIME_EVERY = 5_000;
export const CHIME_LATER = 30_000;
/** A card that lies there for so long after its visit is for staff, ms. */
export const CALL_AFTER = 60_000;
/** How long before the last screen goes the card is reminded of, ms. */
export const BEFORE_LEAVING = 8_000;

export interface CardReminderParts {
  readonly timers: Timers;
  readonly chime: () => void;
  readonly callStaff: () => void;
  readonly changed: () => void;
}

export class CardReminder {
  /** Say it on the screen too. */
  due = false;
  readonly #parts: CardReminderParts;
  #watched = '';
  #cancel: (() => void)[] = [];

  constructor(parts: CardReminderParts) {
    this.#parts = parts;
  }

  /** The card of the visit that is over lies there, or (a number) the visit goes in so many ms and it still lies there. */
  watch(situation: 'left' | 'none' | number): void {
    const watched = String(situation);
    if (watched === this.#watched) return;
    this.#watched = watched;
    for (const cancel of this.#cancel) cancel();
    this.#cancel = [];
    this.#setDue(false);
    if (situation === 'left') this.#left();
    else if (situation !== 'none') this.#after(Math.max(0, situation - BEFORE_LEAVING), () => this.#remind());
  }

  #left(): void {
    this.#remind();
    this.#chimeEvery(CHIME_EVERY);
    this.#after(CALL_AFTER, () => {
      for (const cancel of this.#cancel) cancel();
      this.#cancel = [];
      this.#parts.callStaff();
      this.#chimeEvery(CHIME_LATER);
    });
  }

  #chimeEvery(ms: number): void {
    this.#after(ms, () => {
      this.#parts.chime();
      this.#chimeEvery(ms);
    });
  }

  #remind(): void {
    this.#setDue(true);
    this.#parts.chime();
  }

  #after(ms: number, callback: () => void): void {
    this.#cancel.push(this.#parts.timers.after(ms, callback));
  }

  #setDue(due: boolean): void {
    if (due === this.due) return;
    this.due = due;
    this.#parts.changed();
  }
}
