/**
 * Bytes of a scanner on a serial line to what they say. Never throws; tells how much it threw away and why, never which
 * bytes: a code is somebody's identity. Holds at most one line of 512 characters.
 *
 * A line ends with CR or LF. A line with anything but printable ASCII, or a longer one, is dropped up to its end, where
 * the next line begins. A line that stops arriving is given up after `gapMs` of silence. Answers to menu commands carry
 * their own end: the command, ACK, ENQ or NAK, and the sign that ended the command.
 */
import type { Clock } from '@anban/foundation/clock';

/** Longest code taken, characters: the bound for the code of an electronic social security card. */
export const LONGEST_CODE = 512;

/** `accepted`: ACK; the others are ENQ (no such command) and NAK (no such value). `command` as it was sent, with its data. */
export type ScannerLine =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'no-read' }
  | { readonly kind: 'answer'; readonly command: string; readonly accepted: boolean };

/** `noise`: bytes that no code of ours has. `too-long`: over 512 characters. `incomplete`: the end never came. */
export interface DiscardedLine {
  readonly kind: 'discarded';
  readonly reason: 'noise' | 'too-long' | 'incomplete';
  readonly bytes: number;
}

export interface LineParserOptions {
  readonly clock: Clock;
  readonly gapMs: number;
  onLine(line: ScannerLine): void;
  onDiscarded(discarded: DiscardedLine): void;
}

const CR = 0x0d;
const LF = 0x0a;
const ACK = 0x06;
const VERDICTS: readonly number[] = [ACK, 0x05, 0x15];
const COMMAND_ENDS: readonly number[] = [0x2e, 0x21];
/** What the scanner sends when it looked and decoded nothing. */
const NO_READ = 'NR';

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e;

export class LineParser {
  readonly #options: LineParserOptions;
  readonly #text = new Uint8Array(LONGEST_CODE);
  #used = 0;
  /** Bytes of the line so far, also those that are not kept. */
  #seen = 0;
  #spoiled: 'noise' | 'too-long' | null = null;
  #verdict: number | null = null;
  #cancelGap: () => void = () => undefined;

  constructor(options: LineParserOptions) {
    this.#options = options;
  }

  /** True while the beginning of a line is held and more is expected. */
  get midLine(): boolean {
    return this.#seen > 0;
  }

  push(chunk: Uint8Array): void {
    this.#cancelGap();
    for (const byte of chunk) this.#take(byte);
    if (this.midLine) this.#cancelGap = this.#options.clock.after(this.#options.gapMs, () => this.clear());
  }

  /** Forgets what is held; the line has ended or was silent. */
  clear(): void {
    this.#cancelGap();
    if (this.midLine) this.#drop(this.#spoiled ?? 'incomplete');
  }

  #take(byte: number): void {
    if (byte === CR || byte === LF) {
      this.#end();
      return;
    }
    this.#seen += 1;
    if (this.#spoiled !== null) return;
    if (this.#verdict !== null) {
      if (COMMAND_ENDS.includes(byte)) this.#answer(this.#verdict === ACK);
      else this.#spoiled = 'noise';
    } else if (VERDICTS.includes(byte)) this.#verdict = byte;
    else if (!isPrintable(byte)) this.#spoiled = 'noise';
    else if (this.#used === LONGEST_CODE) this.#spoiled = 'too-long';
    else this.#text[this.#used++] = byte;
  }

  #end(): void {
    if (!this.midLine) return;
    if (this.#spoiled !== null || this.#verdict !== null) this.#drop(this.#spoiled ?? 'noise');
    else {
      const text = this.#read();
      this.#options.onLine(text === NO_READ ? { kind: 'no-read' } : { kind: 'code', text });
    }
  }

  #answer(accepted: boolean): void {
    this.#options.onLine({ kind: 'answer', command: this.#read(), accepted });
  }

  #read(): string {
    const text = Buffer.from(this.#text.subarray(0, this.#used)).toString('latin1');
    this.#reset();
    return text;
  }

  #drop(reason: DiscardedLine['reason']): void {
    const bytes = this.#seen;
    this.#reset();
    this.#options.onDiscarded({ kind: 'discarded', reason, bytes });
  }

  #reset(): void {
    this.#text.fill(0);
    this.#used = 0;
    this.#seen = 0;
    this.#spoiled = null;
    this.#verdict = null;
  }
}
