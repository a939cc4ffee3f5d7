/** The SAM's commands as functions: which reply is good, and what a refusal means. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { type ExchangeFault, SdtLine } from './exchange.ts';
import type { Reply, SdtCommand } from './frames.ts';
import { formatSamId } from './sam-id.ts';
import { classOf, SW, type SwClass } from './status-words.ts';

/** No answer, or the reader's refusal. */
export interface CommandFault {
  readonly kind: ExchangeFault['kind'] | SwClass;
  /** Set when the reader itself refused. */
  readonly sw3?: number;
}

/** Milliseconds. */
const DEADLINES: Record<SdtCommand, number> = {
  resetSam: 2000,
  samStatus: 500,
  samId: 500,
  findCard: 1500,
  selectCard: 2000,
  readCard: 4000,
  readCardAndFingerprints: 5000,
  readNewestAddress: 2000,
  readManagementNumber: 2000,
  setSpeed115200: 1000,
  setSpeed57600: 1000,
  setSpeed38400: 1000,
  setSpeed19200: 1000,
  setSpeed9600: 1000,
};

const SPEED_COMMANDS = {
  115200: 'setSpeed115200',
  57600: 'setSpeed57600',
  38400: 'setSpeed38400',
  19200: 'setSpeed19200',
  9600: 'setSpeed9600',
} as const satisfies Record<number, SdtCommand>;
export type Speed = keyof typeof SPEED_COMMANDS;

const ADDRESS_BYTES = 70;
const MANAGEMENT_NUMBER_BYTES = 28;

/** What answers a find or a selection is short. */
const isCardData = ({ sw3, data }: Reply): boolean =>
  sw3 !== SW.cardFound && !(sw3 === SW.success && data.length <= 16);

const isShort = ({ data }: Reply): boolean => data.length === 0;

/** A line with a SAM_V module at its other end. */
export class SdtProtocol extends SdtLine {
  /** Any valid frame in answer to 11FF means that somebody is there at this speed. `deadlineMs` for slow ones. */
  samStatus(signal: AbortSignal, deadlineMs = DEADLINES.samStatus): Promise<Result<Reply, CommandFault>> {
    return this.#ask('samStatus', () => true, signal, deadlineMs);
  }

  async resetSam(signal: AbortSignal): Promise<Result<void, CommandFault>> {
    return expect(await this.#ask('resetSam', () => true, signal), SW.success);
  }

  /** Tells the module another speed; its answer still comes at the old one. The line's own speed is not touched. */
  async setSpeed(baudRate: Speed, signal: AbortSignal): Promise<Result<void, CommandFault>> {
    return expect(await this.#ask(SPEED_COMMANDS[baudRate], isShort, signal), SW.success);
  }

  /** 管理号, as printed on the module: `05.03-20240518-0001234567-0087654321`. */
  async samId(signal: AbortSignal): Promise<Result<string, CommandFault>> {
    const reply = await this.#ask('samId', () => true, signal);
    if (!reply.ok) return reply;
    if (reply.value.sw3 !== SW.success) return fail(refusal(reply.value));
    const id = formatSamId(reply.value.data);
    return id === null ? fail({ kind: 'corrupt' }) : ok(id);
  }

  /** Whether a card lies on the reader. The first try after it was laid down often misses it: ask twice. */
  async findCard(signal: AbortSignal, deadlineMs = DEADLINES.findCard): Promise<Result<void, CommandFault>> {
    const belongs = (reply: Reply) => reply.sw3 !== SW.success && reply.sw3 !== SW.selectFailed;
    return expect(await this.#ask('findCard', belongs, signal, deadlineMs), SW.cardFound);
  }

  async selectCard(signal: AbortSignal): Promise<Result<void, CommandFault>> {
    const belongs = ({ sw3, data }: Reply) => sw3 !== SW.cardFound && !(sw3 === SW.success && data.length > 16);
    return expect(await this.#ask('selectCard', belongs, signal), SW.success);
  }

  /** The data of 3001: u16 text length, u16 photo length, text, photo. One selection allows one read. */
  async readCard(signal: AbortSignal): Promise<Result<Uint8Array, CommandFault>> {
    return dataOf(await this.#ask('readCard', isCardData, signal));
  }

  /** The data of 3010: as `readCard`, with a third length and the fingerprints, which may be empty. */
  async readCardAndFingerprints(signal: AbortSignal): Promise<Result<Uint8Array, CommandFault>> {
    return dataOf(await this.#ask('readCardAndFingerprints', isCardData, signal));
  }

  /** The data of 3003: n × 70 bytes; empty when the card has no newer address. After a read of the same selection. */
  async readNewestAddress(signal: AbortSignal): Promise<Result<Uint8Array, CommandFault>> {
    const belongs = ({ sw3, data }: Reply) =>
      sw3 !== SW.cardFound && !(sw3 === SW.success && data.length % ADDRESS_BYTES !== 0);
    const reply = await this.#ask('readNewestAddress', belongs, signal);
    if (reply.ok && reply.value.sw3 === SW.noContent) return ok(new Uint8Array());
    return dataOf(reply);
  }

  /** The data of 3005: 28 bytes. After a read of the same selection. */
  async readManagementNumber(signal: AbortSignal): Promise<Result<Uint8Array, CommandFault>> {
    const belongs = ({ sw3, data }: Reply) =>
      sw3 !== SW.cardFound && !(sw3 === SW.success && data.length !== MANAGEMENT_NUMBER_BYTES);
    return dataOf(await this.#ask('readManagementNumber', belongs, signal));
  }

  #ask(
    command: SdtCommand,
    belongs: (reply: Reply) => boolean,
    signal: AbortSignal,
    deadlineMs = DEADLINES[command],
  ): Promise<Result<Reply, CommandFault>> {
    return this.exchange({ command, belongs, deadlineMs }, signal);
  }
}

const refusal = (reply: Reply): CommandFault => ({ kind: classOf(reply.sw3), sw3: reply.sw3 });

function expect(reply: Result<Reply, CommandFault>, good: number): Result<void, CommandFault> {
  if (!reply.ok) return reply;
  return reply.value.sw3 === good ? ok(undefined) : fail(refusal(reply.value));
}

function dataOf(reply: Result<Reply, CommandFault>): Result<Uint8Array, CommandFault> {
  if (!reply.ok) return reply;
  return reply.value.sw3 === SW.success ? ok(reply.value.data) : fail(refusal(reply.value));
}
