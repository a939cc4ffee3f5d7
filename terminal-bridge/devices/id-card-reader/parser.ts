/**
 * Bytes to replies. Never throws, whatever comes; tells what it threw away (how much and why, never which bytes: they
 * may be somebody's name). Its buffer holds at most two frames.
 *
 * A frame that proves wrong costs one byte, and the search goes on behind that byte: a corrupted length must not
 * swallow the good frames that follow. Nor must it hold them up: a whole frame that arrives while the rest of another
 * is awaited shows that the rest will not come. A frame that stops arriving is given up after `gapMs` of silence.
 */
import type { Clock } from '@anban/foundation/clock';
import { LONGEST_REPLY, PREAMBLE, type Reply, SHORTEST_REPLY, xor } from './frames.ts';

/** `noise`: no frame. `length`: impossible. `checksum`: wrong. `incomplete`: the rest never came. */
export interface Discarded {
  readonly reason: 'noise' | 'length' | 'checksum' | 'incomplete';
  readonly bytes: number;
}

export interface ParserOptions {
  readonly clock: Clock;
  readonly gapMs: number;
  onReply(reply: Reply): void;
  onDiscarded(discarded: Discarded): void;
}

/** Some readers lose the first AA, so four bytes are enough. */
const SYNC = PREAMBLE.subarray(1);
const HEADER = SYNC.length + 2;
const LONGEST_FRAME = PREAMBLE.length + 2 + LONGEST_REPLY;

export class FrameParser {
  readonly #options: ParserOptions;
  readonly #buffer = new Uint8Array(2 * LONGEST_FRAME);
  #used = 0;
  /** How far behind the beginning of an unfinished frame no other one begins, so that no byte is looked at twice. */
  #searched = 0;
  #gapMs: number;
  #cancelGap: () => void = () => undefined;

  constructor(options: ParserOptions) {
    this.#options = options;
    this.#gapMs = options.gapMs;
  }

  /** True while the beginning of a frame is held and more is expected. */
  get midFrame(): boolean {
    return this.#used > 0;
  }

  /** For readers that pause longer within a frame. */
  set gapMs(gapMs: number) {
    this.#gapMs = gapMs;
  }

  push(chunk: Uint8Array): void {
    this.#cancelGap();
    for (let at = 0; at < chunk.length; at += LONGEST_FRAME) {
      const part = chunk.subarray(at, at + LONGEST_FRAME);
      this.#buffer.set(part, this.#used);
      this.#used += part.length;
      this.#scan(false);
    }
    if (this.midFrame) this.#cancelGap = this.#options.clock.after(this.#gapMs, () => this.#scan(true));
  }

  /** Forgets what is held; the line has ended or a new exchange begins. */
  clear(): void {
    this.#cancelGap();
    this.#drop(this.#used, 'incomplete');
    this.#used = 0;
    this.#searched = 0;
    this.#buffer.fill(0);
  }

  /** Takes out everything that is complete. `final`: nothing more will come, so nothing is kept. */
  #scan(final: boolean): void {
    const bytes = this.#buffer.subarray(0, this.#used);
    let from = 0;
    for (;;) {
      const sync = indexOfSync(bytes, from);
      if (sync === -1) {
        const keep = final ? 0 : beginningOfPreamble(bytes.subarray(from));
        this.#drop(bytes.length - from - keep, 'noise');
        from = bytes.length - keep;
        break;
      }
      const start = sync > from && bytes[sync - 1] === PREAMBLE[0] ? sync - 1 : sync;
      this.#drop(start - from, 'noise');
      from = start;
      const verdict = judge(bytes.subarray(sync));
      if (verdict === 'wait' && !final) {
        const within = this.#frameWithin(bytes.subarray(start));
        if (within === null) break;
        this.#drop(within, 'incomplete');
        from = start + within;
        continue;
      }
      this.#searched = 0;
      if (typeof verdict === 'object') {
        from = sync + HEADER + verdict.length;
        this.#options.onReply(verdict.reply);
      } else {
        this.#drop(sync + 1 - from, verdict === 'wait' ? 'incomplete' : verdict);
        from = sync + 1;
      }
    }
    this.#buffer.copyWithin(0, from, this.#used);
    this.#buffer.fill(0, this.#used - from);
    this.#used -= from;
  }

  /**
   * Where in an unfinished frame a whole one begins, or null: the length of the unfinished one was corrupted. A frame
   * holds the bytes of another by chance less than once in 10^12 cards (40 bits of preamble, 8 of checksum).
   */
  #frameWithin(unfinished: Uint8Array): number | null {
    for (let at = this.#searched + 1; ; at++) {
      at = indexOfPreamble(unfinished, at);
      if (at === -1) {
        this.#searched = Math.max(0, unfinished.length - PREAMBLE.length);
        return null;
      }
      const verdict = judge(unfinished.subarray(at + 1));
      this.#searched = verdict === 'wait' ? at - 1 : at;
      if (verdict === 'wait') return null;
      if (typeof verdict === 'object') {
        this.#searched = 0;
        return at;
      }
    }
  }

  #drop(bytes: number, reason: Discarded['reason']): void {
    if (bytes > 0) this.#options.onDiscarded({ reason, bytes });
  }
}

/** What stands at the beginning of `bytes`, which begin with SYNC. */
function judge(bytes: Uint8Array): { reply: Reply; length: number } | 'wait' | 'length' | 'checksum' {
  if (bytes.length < HEADER) return 'wait';
  const counted = bytes.subarray(SYNC.length);
  const length = ((counted[0] ?? 0) << 8) | (counted[1] ?? 0);
  if (length < SHORTEST_REPLY || length > LONGEST_REPLY) return 'length';
  if (bytes.length < HEADER + length) return 'wait';
  if (xor(counted.subarray(0, 2 + length)) !== 0) return 'checksum';
  return { reply: { sw3: counted[4] ?? 0, data: counted.slice(5, 1 + length) }, length };
}

function indexOfSync(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xaa, from); at !== -1; at = bytes.indexOf(0xaa, at + 1)) {
    if (bytes[at + 1] === SYNC[1] && bytes[at + 2] === SYNC[2] && bytes[at + 3] === SYNC[3]) return at;
  }
  return -1;
}

/** As `indexOfSync`, of a whole preamble: its first byte. */
function indexOfPreamble(bytes: Uint8Array, from: number): number {
  for (let sync = indexOfSync(bytes, from + 1); sync !== -1; sync = indexOfSync(bytes, sync + 1)) {
    if (bytes[sync - 1] === PREAMBLE[0]) return sync - 1;
  }
  return -1;
}

/** How many bytes at the end may be the beginning of a preamble. */
function beginningOfPreamble(bytes: Uint8Array): number {
  const ends = (tail: Uint8Array) => tail.every((byte, i) => bytes[bytes.length - tail.length + i] === byte);
  const candidates = [PREAMBLE.subarray(0, 4), SYNC.subarray(0, 3), ...[3, 2, 1].map((n) => PREAMBLE.subarray(0, n))];
  return candidates.find((tail) => tail.length <= bytes.length && ends(tail))?.length ?? 0;
}
