/**
 * Time as the seed tells it: from instant to instant, every life resumed when its time has come, one at a time. The clock
 * of the kernel meanwhile, so that each event is dated by the day on which it happens.
 */
import type { Clock } from '@anban/foundation/clock';
import { dayInChina } from '../contract/common.ts';
import { addDays, type Day } from '../rules/calendar/day.ts';

/** Yields the instants (milliseconds) until which it waits; an instant that is over waits for nothing. */
export type Life = AsyncGenerator<number, void, void>;

interface Waiting {
  readonly at: number;
  readonly life: Life;
}

export const instant = (day: Day, time = '09:00'): number => Date.parse(`${day}T${time}:00+08:00`);

export class Timeline implements Clock {
  #now: number;
  /** By day in China, so that no list grows long; each sorted by instant, and by order of coming where alike. */
  readonly #waiting = new Map<Day, Waiting[]>();

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** Nothing of the kernel waits by the clock while it is seeded. */
  after(): () => void {
    throw new Error('the seed has no timers of its own');
  }

  get today(): Day {
    return dayInChina(this.#now);
  }

  /** The life begins at `at`. */
  add(life: Life, at: number): void {
    const begins = Math.max(at, this.#now);
    const day = dayInChina(begins);
    const list = this.#waiting.get(day) ?? [];
    this.#waiting.set(day, list);
    let place = list.length;
    while (place > 0 && (list[place - 1]?.at ?? 0) > begins) place -= 1;
    list.splice(place, 0, { at: begins, life });
  }

  /** Lives through the days up to and including `last`; `morning` comes first on each, at midnight. */
  async run(last: Day, morning: (day: Day) => Promise<void>): Promise<void> {
    for (let day = this.today; day <= last; day = addDays(day, 1)) {
      this.#now = Math.max(this.#now, instant(day, '00:00'));
      await morning(day);
      for (let next = this.#next(day); next !== undefined; next = this.#next(day)) {
        this.#now = next.at;
        const { value, done } = await next.life.next();
        if (done !== true) this.add(next.life, value);
      }
      this.#waiting.delete(day);
    }
  }

  #next(day: Day): Waiting | undefined {
    return this.#waiting.get(day)?.shift();
  }
}
