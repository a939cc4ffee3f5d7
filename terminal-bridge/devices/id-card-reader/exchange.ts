/**
 * Question and answer over one open line, one at a time: how long to wait, what to do with a damaged answer, and what
 * with a late one. Replies do not name the command that they answer, so the asker says which replies can belong to it.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { SerialTransport } from '../serial/transport.ts';
import { commandFrame, type Reply, type SdtCommand } from './frames.ts';
import { type Discarded, FrameParser } from './parser.ts';

/** `silent`: no answer in time. `corrupt`: something came, and it was no whole frame. */
export interface ExchangeFault {
  readonly kind: 'silent' | 'corrupt' | 'closed' | 'aborted';
}

export interface Question {
  readonly command: SdtCommand;
  /** Whether a reply can be the answer; any other is a late one to an earlier question, and left aside. */
  readonly belongs: (reply: Reply) => boolean;
  /** Milliseconds until the answer must have begun; one that is arriving may take longer (9600 baud: 1.35 s). */
  readonly deadlineMs: number;
}

/** No reply may take longer than this, however steadily bytes keep coming. */
const LONGEST_EXCHANGE_MS = 20_000;
/** Silence within a frame after which it is given up; doubled for a reader that proves slower, up to the longest. */
const GAP_MS = 300;
const LONGEST_GAP_MS = 1200;
/** Silence after a damaged frame that says nothing better follows. */
const QUIET_MS = 50;
const LONGEST_SETTLE_MS = 1500;

interface Pending {
  readonly belongs: (reply: Reply) => boolean;
  readonly finish: (result: Result<Reply, ExchangeFault>) => void;
  damaged: boolean;
  cancelQuiet: () => void;
}

/** Owns the transport from the moment it is made; closes it with itself. */
export class SdtLine {
  /** What was thrown away, for the log: counts and reasons only. */
  readonly discarded = new Emitter<Discarded>();
  readonly #transport: SerialTransport;
  readonly #clock: Clock;
  readonly #parser: FrameParser;
  readonly #unsubscribe: (() => void)[];
  #pending: Pending | null = null;
  #unsettled = false;
  #lastByteAt = 0;
  #gapMs = GAP_MS;

  constructor(transport: SerialTransport, clock: Clock) {
    this.#transport = transport;
    this.#clock = clock;
    this.#parser = new FrameParser({
      clock,
      gapMs: this.#gapMs,
      onReply: (reply) => this.#onReply(reply),
      onDiscarded: (discarded) => this.#onDiscarded(discarded),
    });
    this.#unsubscribe = [
      transport.onData((chunk) => this.#onData(chunk)),
      transport.onClose(() => this.#pending?.finish(fail({ kind: 'closed' }))),
    ];
  }

  get isOpen(): boolean {
    return this.#transport.isOpen;
  }

  setBaudRate(baudRate: number): Promise<Result<void, 'closed' | 'unsupported'>> {
    return this.#transport.setBaudRate(baudRate);
  }

  close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#parser.clear();
    this.#pending?.finish(fail({ kind: 'closed' }));
    return this.#transport.close();
  }

  /** The reply to `question`. Never two at a time: that would be a bug, and throws. */
  async exchange(question: Question, signal: AbortSignal): Promise<Result<Reply, ExchangeFault>> {
    if (this.#pending !== null) throw new Error('an exchange is already under way on this line');
    if (this.#unsettled) await this.#settle();
    if (signal.aborted) return fail({ kind: 'aborted' });
    if (!this.isOpen) return fail({ kind: 'closed' });
    this.#parser.clear();
    const result = await this.#ask(question, signal);
    this.#unsettled = !result.ok;
    return result;
  }

  #ask({ command, belongs, deadlineMs }: Question, signal: AbortSignal) {
    return new Promise<Result<Reply, ExchangeFault>>((resolve) => {
      const startedAt = this.#clock.now();
      const abort = () => pending.finish(fail({ kind: 'aborted' }));
      const late = () => {
        const arriving = this.#parser.midFrame && this.#clock.now() - startedAt < LONGEST_EXCHANGE_MS;
        if (arriving) cancelDeadline = this.#clock.after(this.#gapMs, late);
        else pending.finish(fail({ kind: pending.damaged ? 'corrupt' : 'silent' }));
      };
      let cancelDeadline = this.#clock.after(deadlineMs, late);
      const pending: Pending = {
        belongs,
        damaged: false,
        cancelQuiet: () => undefined,
        finish: (result) => {
          if (this.#pending !== pending) return;
          this.#pending = null;
          cancelDeadline();
          pending.cancelQuiet();
          signal.removeEventListener('abort', abort);
          resolve(result);
        },
      };
      this.#pending = pending;
      signal.addEventListener('abort', abort, { once: true });
      this.#transport.write(commandFrame(command));
    });
  }

  #onData(chunk: Uint8Array): void {
    this.#lastByteAt = this.#clock.now();
    this.#parser.push(chunk);
    if (this.#pending?.damaged) this.#awaitQuiet(this.#pending);
  }

  #onReply(reply: Reply): void {
    if (this.#pending?.belongs(reply)) this.#pending.finish(ok(reply));
  }

  #onDiscarded(discarded: Discarded): void {
    this.discarded.emit(discarded);
    if (discarded.reason === 'incomplete') this.#allowLongerGaps();
    if (this.#pending === null || discarded.reason === 'noise') return;
    this.#pending.damaged = true;
    this.#awaitQuiet(this.#pending);
  }

  /** After a damaged frame there is no point in sitting out the deadline, unless another frame follows at once. */
  #awaitQuiet(pending: Pending): void {
    pending.cancelQuiet();
    pending.cancelQuiet = this.#clock.after(QUIET_MS, () => {
      if (!this.#parser.midFrame) pending.finish(fail({ kind: 'corrupt' }));
    });
  }

  #allowLongerGaps(): void {
    this.#gapMs = Math.min(2 * this.#gapMs, LONGEST_GAP_MS);
    this.#parser.gapMs = this.#gapMs;
  }

  /** Lets the rest of a failed answer run out, so that it is not taken for the next one. */
  async #settle(): Promise<void> {
    const end = this.#clock.now() + LONGEST_SETTLE_MS;
    for (;;) {
      const now = this.#clock.now();
      const quietAt = this.#lastByteAt + QUIET_MS;
      if (now >= quietAt || now >= end || !this.isOpen) break;
      await new Promise<void>((resolve) => this.#clock.after(quietAt - now, resolve));
    }
    this.#unsettled = false;
  }
}
