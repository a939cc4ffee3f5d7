/**
 * `SmartCardTransport` over the system's PC/SC service (pcscd) through the npm package `smartcard`, which is optional: it
 * is compiled at installation and needs libpcsclite. Its calls stand still with the service, so they are made in a process
 * of their own, started when a reader is first asked for, ended when a call does not end, and started anew.
 */
import { fileURLToPath } from 'node:url';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { PcscAsked, PcscFault, PcscTold } from './pcsc-messages.ts';
import { type NoAnswer, PcscProcess, type PcscProgram } from './pcsc-process.ts';
import type { ConnectFault, LinkFault, ReaderState, ReadersFault, SmartCard, SmartCardTransport } from './transport.ts';

/** Asked several times a second, and answered from the service's memory. */
const READERS_MS = 3000;
const CONNECT_MS = 8000;
/** How long a card may think about one command. PIN and key operations take up to a second. */
const ANSWER_MS = 5000;
const DISCONNECT_MS = 3000;
/** Until the process is started anew, after the first failure in a row, the second, and so on. */
export const RESTART_MS: readonly number[] = [500, 1000, 2000, 5000, 10_000];
const LONGEST_RESTART_MS = 30_000;

const PROGRAM: PcscProgram = [fileURLToPath(new URL('pcsc-main.ts', import.meta.url))];

export class PcscTransport implements SmartCardTransport {
  readonly #clock: Clock;
  readonly #program: PcscProgram;
  #process: PcscProcess | null = null;
  #failures = 0;
  /** What keeps the process from being started anew at once, and until when. */
  #resting: { readonly until: number; readonly fault: ReadersFault } | null = null;
  #closed = false;

  constructor(clock: Clock, program = PROGRAM) {
    this.#clock = clock;
    this.#program = program;
  }

  async readers(): Promise<Result<readonly ReaderState[], ReadersFault>> {
    const running = this.#running();
    if (!running.ok) return running;
    const told = await this.#ask(running.value, { ask: 'readers' }, READERS_MS);
    if (!told.ok) return fail(notAnswered(told.fault));
    if (told.value.answer === 'readers') {
      this.#failures = 0;
      return ok(told.value.readers);
    }
    const fault = readersFault(told.value);
    // Node remembers for ever that a package could not be loaded: another process finds it once it is built.
    if (fault.kind === 'library-missing') this.#rest(running.value, LONGEST_RESTART_MS, fault);
    return fail(fault);
  }

  async connect(reader: string): Promise<Result<SmartCard, ConnectFault>> {
    const running = this.#running();
    if (!running.ok) return fail({ kind: 'failed', detail: running.fault.detail });
    const process = running.value;
    const told = await this.#ask(process, { ask: 'connect', reader }, CONNECT_MS);
    if (!told.ok)
      return fail(
        told.fault === 'late' ? { kind: 'mute', detail: 'no answer to reset in time' } : notAnswered(told.fault),
      );
    if (told.value.answer !== 'connect') return fail(connectFault(told.value));
    const { card, atr } = told.value;
    const ask: Ask = (question, deadlineMs) => this.#ask(process, question, deadlineMs);
    return ok(new PcscCard(card, atr, ask, () => this.#failed(process)));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const process = this.#process;
    process?.kill();
    await process?.ended;
  }

  #running(): Result<PcscProcess, ReadersFault> {
    if (this.#closed) return fail({ kind: 'failed', detail: 'closed' });
    // Ended without being asked anything: somebody killed it.
    if (this.#process?.isOver === true) this.#failed(this.#process);
    if (this.#resting !== null && this.#clock.now() < this.#resting.until) return fail(this.#resting.fault);
    this.#resting = null;
    this.#process ??= new PcscProcess(this.#program, this.#clock);
    return ok(this.#process);
  }

  async #ask(process: PcscProcess, question: PcscAsked, deadlineMs: number): Promise<Result<PcscTold, NoAnswer>> {
    const told = await process.ask(question, deadlineMs);
    if (!told.ok) this.#failed(process);
    return told;
  }

  #failed(process: PcscProcess): void {
    if (this.#process !== process) return;
    const restMs = RESTART_MS[this.#failures] ?? LONGEST_RESTART_MS;
    this.#failures += 1;
    this.#rest(process, restMs, { kind: 'failed', detail: 'the service does not answer' });
  }

  #rest(process: PcscProcess, ms: number, fault: ReadersFault): void {
    process.kill();
    this.#process = null;
    this.#resting = { until: this.#clock.now() + ms, fault };
  }
}

type Ask = (question: PcscAsked, deadlineMs: number) => Promise<Result<PcscTold, NoAnswer>>;

class PcscCard implements SmartCard {
  readonly atr: Uint8Array;
  readonly #card: number;
  readonly #ask: Ask;
  readonly #giveUp: () => void;
  #thinking = 0;
  #closed = false;

  constructor(card: number, atr: Uint8Array, ask: Ask, giveUp: () => void) {
    this.#card = card;
    this.atr = atr;
    this.#ask = ask;
    this.#giveUp = giveUp;
  }

  async transmit(apdu: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
    if (this.#closed) return fail({ kind: 'removed', detail: 'the card was let go' });
    this.#thinking += 1;
    const told = await this.#ask({ ask: 'transmit', card: this.#card, apdu }, ANSWER_MS);
    this.#thinking -= 1;
    if (!told.ok) {
      const { detail } = notAnswered(told.fault);
      return fail({ kind: told.fault === 'late' ? 'silent' : 'removed', detail });
    }
    return told.value.answer === 'transmit' ? ok(told.value.response) : fail(linkFault(told.value));
  }

  /** Letting go waits for a command under way, natively: a card that is still thinking is let go with the process. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#thinking > 0) this.#giveUp();
    else await this.#ask({ ask: 'disconnect', card: this.#card }, DISCONNECT_MS);
  }
}

const notAnswered = (why: NoAnswer) => ({
  kind: 'failed' as const,
  detail: why === 'late' ? 'no answer in time' : 'the process for PC/SC ended',
});

/** What was told instead of an answer; an answer to another question is a fault like any other. */
const faultIn = (told: PcscTold): PcscFault =>
  told.answer === 'fault' ? told.fault : { kind: 'failed', detail: 'an answer to another question' };

function readersFault(told: PcscTold): ReadersFault {
  const { kind, detail } = faultIn(told);
  return { kind: kind === 'library-missing' || kind === 'service-missing' ? kind : 'failed', detail };
}

function connectFault(told: PcscTold): ConnectFault {
  const { kind, detail } = faultIn(told);
  return { kind: kind === 'removed' || kind === 'mute' || kind === 'busy' ? kind : 'failed', detail };
}

function linkFault(told: PcscTold): LinkFault {
  const { kind, detail } = faultIn(told);
  return { kind: kind === 'removed' ? kind : 'failed', detail };
}
