/** Processes or threads that the program under test starts, from their birth to their end. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { EventEmitter } from 'node:events';
import * as z from 'zod';

const Told = z.record(z.string(), z.unknown());

export class Births<T extends EventEmitter> {
  readonly #channel: string;
  readonly #onBirth: (message: unknown) => void;
  #all: T[] = [];

  /** `find`: the one in what Node tells on `channel`, if it is of ours; `end`: the event that is its last. */
  constructor(channel: string, end: string, find: (told: z.infer<typeof Told>) => T | null) {
    this.#channel = channel;
    this.#onBirth = (message) => {
      const born = find(Told.parse(message));
      if (born === null) return;
      this.#all.push(born);
      born.once(end, () => {
        this.#all = this.#all.filter((other) => other !== born);
      });
    };
    subscribe(channel, this.#onBirth);
  }

  /** The youngest last. */
  get living(): readonly T[] {
    return this.#all;
  }

  forget(): void {
    unsubscribe(this.#channel, this.#onBirth);
  }
}
