/** For the tests: a reader in memory that speaks bytes, written from the specification and not from our codec. */
import type { Clock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok } from '@anban/foundation/result';
import type { OpenSerial, SerialOpenFault, SerialTransport } from '../serial/transport.ts';

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** A complete reply frame. */
export function replyFrame(sw3: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const length = 4 + data.length;
  const counted = [length >> 8, length & 0xff, 0, 0, sw3, ...data];
  const check = counted.reduce((sum, byte) => sum ^ byte, 0);
  return Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, ...counted, check);
}

export interface CardFields {
  name?: string;
  number?: string;
  nation?: string;
  birth?: string;
  validTo?: string;
  typeMark?: string;
}

/** The data of a 3001 reply for a card with these fields (a specimen number by default). */
export function cardData(fields: CardFields = {}): Uint8Array {
  const { name = '王建国', number = '11010519491231002X', nation = '01', birth = '19491231' } = fields;
  const { validTo = '20350101', typeMark = ' ' } = fields;
  const text = [
    name.padEnd(15),
    '1',
    nation,
    birth,
    '北京市东城区某街1号'.padEnd(35),
    number.padEnd(18),
    '北京市公安局东城分局'.padEnd(15),
    '20150101',
    validTo.padEnd(8),
    ' '.repeat(14),
    typeMark,
    ' '.repeat(3),
  ].join('');
  const photo = new Uint8Array(1024).fill(0x5a);
  photo.set([0x57, 0x4c]);
  return Uint8Array.of(1, 0, 4, 0, ...Buffer.from(text, 'utf16le'), ...photo);
}

type Command = 'reset' | 'status' | 'id' | 'find' | 'select' | 'read' | 'speed';
const COMMANDS: Record<string, Command> = {
  '10ff': 'reset',
  '11ff': 'status',
  '12ff': 'id',
  '2001': 'find',
  '2002': 'select',
  '3001': 'read',
  '6000': 'speed',
  '6001': 'speed',
  '6004': 'speed',
};
/** By PARA of the speed command. */
const SPEEDS: Record<number, number> = { 0: 115_200, 1: 57_600, 4: 9_600 };
/** What goes over the wire instead of the good answer: these chunks, one a millisecond. None: silence. */
type Answer = (good: Uint8Array) => Uint8Array[];

export const silence: Answer = () => [];
export const refuse =
  (sw3: number): Answer =>
  () => [replyFrame(sw3)];

/** A SAM_V module with the rules of the specification; `fault` bends it. */
export class FakeReader {
  /** What it was asked, in order. */
  readonly asked: Command[] = [];
  readonly open: OpenSerial;
  baudRate = 115_200;
  /** Says yes to another speed, and stays where it is. */
  ignoresSpeed = false;
  /** Many modules say "no card" after a read until the card was lifted. */
  findsAfterRead = true;
  plugged = true;
  /** Why the port cannot be opened, although the reader is plugged in. */
  refusesToOpen: SerialOpenFault['kind'] | null = null;
  readonly #clock: Clock;
  readonly #faults = new Map<Command, { answer: Answer; times: number }>();
  #card: Uint8Array | null = null;
  #state: 'idle' | 'found' | 'selected' | 'read' = 'idle';
  #line: FakeLine | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.open = async (_path, baudRate) => {
      if (this.refusesToOpen !== null) return fail({ kind: this.refusesToOpen, detail: '' });
      if (!this.plugged) return fail({ kind: 'missing', detail: 'no such device' });
      this.#line = new FakeLine(baudRate, (frame, line) => this.#onCommand(frame, line));
      return ok(this.#line);
    };
  }

  lay(data: Uint8Array = cardData()): void {
    this.#card = data;
    this.#state = 'idle';
  }

  lift(): void {
    this.#card = null;
    this.#state = 'idle';
  }

  unplug(): void {
    this.plugged = false;
    this.#line?.end();
  }

  /** The next `times` answers to `command` are these. */
  fault(command: Command, answer: Answer, times = 1): void {
    this.#faults.set(command, { answer, times });
  }

  #onCommand(frame: Uint8Array, line: FakeLine): void {
    if (line.baudRate !== this.baudRate) return;
    const command = COMMANDS[Buffer.from(frame.subarray(7, 9)).toString('hex')];
    if (command === undefined) return;
    this.asked.push(command);
    const fault = this.#faults.get(command);
    const bent = fault !== undefined && fault.times-- > 0;
    const good = this.#answer(command);
    const chunks = bent ? fault.answer(good) : [good];
    if (command === 'speed' && !bent && !this.ignoresSpeed) this.baudRate = SPEEDS[frame[8] ?? 0] ?? this.baudRate;
    chunks.forEach((chunk, i) => {
      this.#clock.after(1 + i, () => line.deliver(chunk));
    });
  }

  #answer(command: Command): Uint8Array {
    if (command === 'id') return replyFrame(0x90, hex('0500 0300 e86f3401 87d61200 b1684e00'));
    if (command === 'reset' || command === 'status' || command === 'speed') return replyFrame(0x90);
    if (command === 'find') {
      if (this.#card === null || (this.#state === 'read' && !this.findsAfterRead)) return replyFrame(0x80);
      this.#state = 'found';
      return replyFrame(0x9f, new Uint8Array(4));
    }
    if (command === 'select') {
      if (this.#card === null || this.#state !== 'found') return replyFrame(0x81);
      this.#state = 'selected';
      return replyFrame(0x90, new Uint8Array(8));
    }
    if (this.#card === null || this.#state !== 'selected') return replyFrame(0x41);
    this.#state = 'read';
    return replyFrame(0x90, this.#card);
  }
}

class FakeLine implements SerialTransport {
  baudRate: number;
  isOpen = true;
  readonly #onWrite: (frame: Uint8Array, line: FakeLine) => void;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<void>();

  constructor(baudRate: number, onWrite: (frame: Uint8Array, line: FakeLine) => void) {
    this.baudRate = baudRate;
    this.#onWrite = onWrite;
  }

  write(bytes: Uint8Array): void {
    if (this.isOpen) this.#onWrite(bytes, this);
  }
  deliver(chunk: Uint8Array): void {
    if (this.isOpen) this.#data.emit(chunk);
  }
  onData(listener: (chunk: Uint8Array) => void): () => void {
    return this.#data.on(listener);
  }
  onClose(listener: () => void): () => void {
    return this.#closed.on(listener);
  }
  async setBaudRate(baudRate: number) {
    this.baudRate = baudRate;
    return ok(undefined);
  }
  async close(): Promise<void> {
    this.end();
  }
  end(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#closed.emit();
  }
}
