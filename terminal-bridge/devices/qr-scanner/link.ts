/** An open line with a scanner on it: commands out, what it says in, one after the other. */
import type { Clock } from '@anban/foundation/clock';
import type { SerialTransport } from '../serial/transport.ts';
import { type DiscardedLine, LineParser, type ScannerLine } from './parser.ts';

export type Heard = ScannerLine | DiscardedLine;
/** Nothing came in time; the line ended; the waiting was called off. */
export type NotHeard = { readonly kind: 'silence' | 'closed' | 'called-off' };

const GAP_MS = 200;
/** Bounded: a scanner in front of a wall of codes must not fill the memory. */
const MOST_WAITING = 8;

export class ScannerLink {
  readonly #line: SerialTransport;
  readonly #clock: Clock;
  readonly #parser: LineParser;
  #waiting: Heard[] = [];
  #wake: () => void = () => undefined;

  constructor(line: SerialTransport, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
    const keep = (heard: Heard) => {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(heard);
      this.#wake();
    };
    this.#parser = new LineParser({ clock, gapMs: GAP_MS, onLine: keep, onDiscarded: keep });
    line.onData((chunk) => this.#parser.push(chunk));
    line.onClose(() => this.#wake());
  }

  get isOpen(): boolean {
    return this.#line.isOpen;
  }

  /** Forgets what was said before: what comes next belongs to what is sent now. */
  send(bytes: Uint8Array): void {
    this.#waiting = [];
    this.#line.write(bytes);
  }

  /** Forgets what was said before. */
  hush(): void {
    this.#waiting = [];
  }

  /** The next thing the scanner says within `ms`. */
  next(ms: number, signal: AbortSignal): Promise<Heard | NotHeard> {
    return new Promise((resolve) => {
      const finish = (heard: Heard | NotHeard) => {
        cancel();
        signal.removeEventListener('abort', look);
        this.#wake = () => undefined;
        resolve(heard);
      };
      const look = () => {
        const first = this.#waiting.shift();
        if (first !== undefined) finish(first);
        else if (!this.#line.isOpen) finish({ kind: 'closed' });
        else if (signal.aborted) finish({ kind: 'called-off' });
      };
      const cancel = this.#clock.after(ms, () => finish({ kind: 'silence' }));
      this.#wake = look;
      signal.addEventListener('abort', look, { once: true });
      look();
    });
  }

  async close(): Promise<void> {
    this.#parser.clear();
    this.#waiting = [];
    await this.#line.close();
  }
}
