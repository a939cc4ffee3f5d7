/** The line from the module to the host: bytes leave at the pace of a UART. */
import type { Timers } from '../pty/port.ts';

/** Bits on the line for a byte: start, eight, stop. */
const BITS_PER_BYTE = 10;
/** How often a driver hands over what has arrived, ms. */
const DRIVER_TICK_MS = 1;

/** How an answer is sent. `even`: at the line's pace; `split`: 1–7 bytes at a time; `slow`: 64 bytes, then 40 ms. */
export type Manner = 'even' | 'split' | 'slow';

export interface LineOptions {
  readonly put: (bytes: Uint8Array) => void;
  /** False sends at once. */
  readonly realSpeed: boolean;
  readonly timers: Timers;
}

export class Line {
  readonly #options: LineOptions;
  #cancel: (() => void) | undefined;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#cancel !== undefined;
  }

  /** Sends at `speed` bits per second; `onSent` is not called when the sending is cut off. */
  send(bytes: Buffer, speed: number, manner: Manner, onSent: () => void): void {
    this.cut();
    if (manner === 'even' && !this.#options.realSpeed) {
      this.#options.put(bytes);
      onSent();
      return;
    }
    if (manner === 'even') this.#paced(bytes, speed, onSent);
    else this.#inPieces(bytes, manner === 'slow' ? () => [64, 40] : (turn) => [1 + (turn % 7), turn % 3], onSent);
  }

  /** Stops in the middle: what is not yet out never comes. */
  cut(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** At each tick all bytes that a real line would have brought by now, so that delays of timers do not add up. */
  #paced(bytes: Buffer, speed: number, onSent: () => void): void {
    const bytesPerMs = speed / BITS_PER_BYTE / 1000;
    const start = performance.now();
    let sent = 0;
    const tick = (): void => {
      const due = Math.min(bytes.length, Math.floor((performance.now() - start) * bytesPerMs));
      if (due > sent) this.#options.put(bytes.subarray(sent, due));
      sent = due;
      this.#next(sent < bytes.length, DRIVER_TICK_MS, tick, onSent);
    };
    this.#cancel = this.#options.timers.after(DRIVER_TICK_MS, tick);
  }

  /** `piece` gives the size of the nth piece and the pause after it, ms. */
  #inPieces(bytes: Buffer, piece: (turn: number) => readonly [number, number], onSent: () => void): void {
    let sent = 0;
    let turn = 0;
    const tick = (): void => {
      const [size, pause] = piece(turn++);
      this.#options.put(bytes.subarray(sent, sent + size));
      sent += size;
      this.#next(sent < bytes.length, pause, tick, onSent);
    };
    this.#cancel = this.#options.timers.after(0, tick);
  }

  #next(more: boolean, delay: number, tick: () => void, onSent: () => void): void {
    this.#cancel = more ? this.#options.timers.after(delay, tick) : undefined;
    if (!more) onSent();
  }
}
