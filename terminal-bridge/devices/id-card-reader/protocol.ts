/**
 * Commands and answers over one open line: who asked, what belongs to the question, how long to wait. One exchange at
 * a time. Replies do not name the command that they answer, so a late one is told by its shape and left aside.
 */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { SerialTransport } from '../serial/transport.ts';
import { commandFrame, type Reply, type SdtCommand } from './frames.ts';
import { type Discarded, FrameParser } from './parser.ts';
import { formatSamId } from './sam-id.ts';
import { classOf, SW, type SwClass } from './status-words.ts';

/** `silent`: no answer in time. `corrupt`: something came, and it was no whole frame. */
export interface CommandFault {
  readonly kind: 'silent' | 'corrupt' | 'closed' | 'aborted' | SwClass;
  /** Set when the reader itself refused. */
  readonly sw3?: number;
}

/** Milliseconds until the first byte must be there; a frame that is arriving may take longer (9600 baud: 1.35 s). */
const DEADLINES: Record<SdtCommand, number> = {
  resetSam: 2000,
  samStatus: 500,
  samId: 500,
  findCard: 1500,
  selectCard: 2000,
  readCard: 4000,
};
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
  readonly finish: (result: Result<Reply, CommandFault>) => void;
  damaged: boolean;
  cancelQuiet: () => void;
}

export class SdtProtocol {
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

  /** Any valid frame in answer to 11FF means that somebody is there at this speed. `deadlineMs` for slow ones. */
  samStatus(signal: AbortSignal, deadlineMs = DEADLINES.samStatus): Promise<Result<Reply, CommandFault>> {
    return this.#exchange('samStatus', () => true, signal, deadlineMs);
  }

  async resetSam(signal: AbortSignal): Promise<Result<void, CommandFault>> {
    return expect(await this.#exchange('resetSam', () => true, signal), SW.success);
  }

  /** 管理号, as printed on the module: `05.03-20240518-0001234567-0087654321`. */
  async samId(signal: AbortSignal): Promise<Result<string, CommandFault>> {
    const reply = await this.#exchange('samId', () => true, signal);
    if (!reply.ok) return reply;
    if (reply.value.sw3 !== SW.success) return fail(refusal(reply.value));
    const id = formatSamId(reply.value.data);
    return id === null ? fail({ kind: 'corrupt' }) : ok(id);
  }

  /** Whether a card lies on the reader. The first try after it was laid down often misses it: ask twice. */
  async findCard(signal: AbortSignal, deadlineMs = DEADLINES.findCard): Promise<Result<void, CommandFault>> {
    const belongs = (reply: Reply) => reply.sw3 !== SW.success && reply.sw3 !== SW.selectFailed;
    return expect(await this.#exchange('findCard', belongs, signal, deadlineMs), SW.cardFound);
  }

  async selectCard(signal: AbortSignal): Promise<Result<void, CommandFault>> {
    const belongs = ({ sw3, data }: Reply) =>
      sw3 !== SW.cardFound && sw3 !== SW.noCard && !(sw3 === SW.success && data.length > 16);
    return expect(await this.#exchange('selectCard', belongs, signal), SW.success);
  }

  /** The data of 3001: u16 text length, u16 photo length, text, photo. One selection allows one read. */
  async readCard(signal: AbortSignal): Promise<Result<Uint8Array, CommandFault>> {
    const belongs = ({ sw3, data }: Reply) =>
      sw3 !== SW.cardFound &&
      sw3 !== SW.noCard &&
      sw3 !== SW.selectFailed &&
      !(sw3 === SW.success && data.length <= 16);
    const reply = await this.#exchange('readCard', belongs, signal);
    if (!reply.ok) return reply;
    return reply.value.sw3 === SW.success ? ok(reply.value.data) : fail(refusal(reply.value));
  }

  close(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#parser.clear();
    this.#pending?.finish(fail({ kind: 'closed' }));
    return this.#transport.close();
  }

  async #exchange(
    command: SdtCommand,
    belongs: (reply: Reply) => boolean,
    signal: AbortSignal,
    deadlineMs = DEADLINES[command],
  ): Promise<Result<Reply, CommandFault>> {
    if (this.#pending !== null) throw new Error('an exchange is already under way on this line');
    if (this.#unsettled) await this.#settle();
    if (signal.aborted) return fail({ kind: 'aborted' });
    if (!this.isOpen) return fail({ kind: 'closed' });
    this.#parser.clear();
    const result = await this.#ask(command, belongs, signal, deadlineMs);
    this.#unsettled = !result.ok;
    return result;
  }

  #ask(command: SdtCommand, belongs: (reply: Reply) => boolean, signal: AbortSignal, deadlineMs: number) {
    return new Promise<Result<Reply, CommandFault>>((resolve) => {
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

const refusal = (reply: Reply): CommandFault => ({ kind: classOf(reply.sw3), sw3: reply.sw3 });

function expect(reply: Result<Reply, CommandFault>, good: number): Result<void, CommandFault> {
  if (!reply.ok) return reply;
  return reply.value.sw3 === good ? ok(undefined) : fail(refusal(reply.value));
}
