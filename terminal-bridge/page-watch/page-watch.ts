/**
 * Whether the page still lives. It sends a heartbeat that what it draws drives (`Terminal.Heartbeat`); a renderer that
 * has crashed sends none, and neither does one that hangs. After `SILENCE_MS` its claim, and with it the visit, is ended
 * and a new page is asked for, again and again until one comes.
 */
import type { Clock } from '@anban/foundation/clock';
import type { BridgeLog } from '../log.ts';
import { SILENCE_MS } from '../protocol/messages.ts';

/** What a browser gets to start and show its page, ms: a slow machine after a power cut needs half of it. */
export const STARTING_MS = 60_000;

export interface PageWatchParts {
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** A page is being started with us, and is waited for; otherwise the watch begins with its first heartbeat. */
  readonly expected: boolean;
  readonly onSilent: () => void;
  /** Asks for a new page; false: there is nobody to ask. */
  readonly restart: () => boolean;
}

export class PageWatch {
  readonly #parts: PageWatchParts;
  #cancel: () => void = () => {};

  constructor(parts: PageWatchParts) {
    this.#parts = parts;
    if (parts.expected) this.#wait(STARTING_MS);
  }

  /** `showing: false`: nobody sees the page, so it draws nothing and is not missed until it is seen again. */
  beat(showing: boolean): void {
    if (showing) this.#wait(SILENCE_MS);
    else this.#cancel();
  }

  close(): void {
    this.#cancel();
  }

  #wait(ms: number): void {
    this.#cancel();
    this.#cancel = this.#parts.clock.after(ms, () => this.#silent());
  }

  #silent(): void {
    this.#parts.log.write('page-silent');
    this.#parts.onSilent();
    if (this.#parts.restart()) this.#wait(STARTING_MS);
  }
}
