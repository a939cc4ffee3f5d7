/** An ID card reader that speaks SDT on a pseudo-terminal, with cards to lay on it and faults on demand. */
import { PEOPLE } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { type Plug, type Port, pseudoTerminal, realTimers, type Timers } from '../pty/port.ts';
import { answer, type Request, takeRequests } from './codec.ts';
import { appliesTo, damage, type ReaderFault, statusOf, stepOf } from './faults.ts';
import { Line, type Manner } from './line.ts';
import { Sam } from './sam.ts';

export type { ReaderFault, ReaderFaultKind } from './faults.ts';
export { isReaderFaultKind, READER_FAULTS } from './faults.ts';

export interface IdCardReaderOptions {
  /** Where the host finds the port: a symbolic link, made and removed as the reader is plugged and unplugged. */
  readonly linkPath: string;
  /** Answers take the time of the line. Default true. */
  readonly realSpeed?: boolean;
  /** After a read the card is not found again until it was lifted. Default false: it is found again. */
  readonly answers80AfterRead?: boolean;
  /** Bits per second the module is set to at power-on. Default 115200. */
  readonly speed?: number;
  /** Who has a card. Default: the sample people. */
  readonly people?: readonly Person[];
  /** Default: a pseudo-terminal. */
  readonly plug?: Plug;
  /** Default: real time. Another needs `realSpeed: false`. */
  readonly timers?: Timers;
}

export interface ReaderState {
  readonly plugged: boolean;
  /** Whose card lies on the reader. */
  readonly personId: string | null;
  /** The fault that is set, with the answers it still applies to. */
  readonly fault: ReaderFault | null;
  /** Bits per second. */
  readonly speed: number;
}

/** When a command stops in the middle for so long, it is over. */
const INTER_BYTE_TIMEOUT_MS = 300;

export class IdCardReaderEmulator {
  readonly #linkPath: string;
  readonly #people: readonly Person[];
  readonly #sam: Sam;
  readonly #line: Line;
  readonly #listeners = new Set<() => void>();
  readonly #plug: Plug;
  readonly #timers: Timers;
  #port: Port | undefined;
  #personId: string | null = null;
  #fault: ReaderFault | null = null;
  #received: Uint8Array = new Uint8Array();
  #stopWaiting: () => void = () => undefined;
  /** The answer that is on the line is that of a read: lifting the card breaks it off. */
  #reading = false;

  constructor(options: IdCardReaderOptions) {
    this.#linkPath = options.linkPath;
    this.#people = options.people ?? PEOPLE;
    this.#sam = new Sam({ answers80AfterRead: options.answers80AfterRead ?? false, speed: options.speed ?? 115200 });
    this.#plug = options.plug ?? pseudoTerminal;
    this.#timers = options.timers ?? realTimers;
    const put = (bytes: Uint8Array) => this.#port?.write(bytes);
    this.#line = new Line({ put, realSpeed: options.realSpeed ?? true, timers: this.#timers });
  }

  get state(): ReaderState {
    const plugged = this.#port !== undefined;
    return { plugged, personId: this.#personId, fault: this.#fault, speed: this.#sam.speed };
  }

  /** Plugs the reader in. Resolves when a host can open the port. */
  async start(): Promise<void> {
    this.replug();
  }

  /** Lays a card on the reader, in place of the one that lies there. Throws when nobody has that id. */
  lay(personId: string): void {
    const person = this.#people.find(({ id }) => id === personId);
    if (person === undefined) throw new Error(`No card: nobody has the id ${personId}`);
    this.#place(person);
  }

  /** Takes the card away. An answer to a read that is still on the line breaks off. */
  lift(): void {
    this.#place(null);
  }

  #place(person: Person | null): void {
    if (this.#reading) this.#line.cut();
    this.#reading = false;
    this.#personId = person?.id ?? null;
    this.#sam.lay(person);
    this.#tell();
  }

  unplug(): void {
    if (this.#port === undefined) return;
    this.#line.cut();
    this.#reading = false;
    this.#stopWaiting();
    this.#port.close();
    this.#port = undefined;
    this.#tell();
  }

  replug(): void {
    if (this.#port !== undefined) return;
    this.#received = new Uint8Array();
    this.#sam.powerUp();
    this.#port = this.#plug(this.#linkPath, this.#sam.speed, (bytes) => this.#receive(bytes));
    this.#tell();
  }

  setFault(fault: ReaderFault | null): void {
    this.#fault = fault;
    this.#tell();
  }

  /** Called after every change of `state`. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.unplug();
    this.#listeners.clear();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #receive(bytes: Uint8Array): void {
    this.#stopWaiting();
    // At another speed than the module's, bytes arrive as noise.
    if (this.#port?.hostSpeed !== this.#sam.speed) return;
    const { requests, rest } = takeRequests(Buffer.concat([this.#received, bytes]));
    this.#received = Uint8Array.from(rest);
    for (const request of requests) this.#answer(request);
    if (this.#received.length > 0) this.#stopWaiting = this.#timers.after(INTER_BYTE_TIMEOUT_MS, () => this.#giveUp());
  }

  /** A command that never ended. */
  #giveUp(): void {
    const { length } = this.#received;
    this.#received = new Uint8Array();
    if (length >= 7) this.#answer({ kind: 'wrong-length' });
  }

  #answer(request: Request): void {
    const code = request.kind === 'command' ? request.code : 0;
    const fault = this.#takeFault(code);
    const status = fault === null ? null : statusOf(fault.kind);
    const { bytes, speedAfter } =
      status === null ? this.#sam.answer(request) : { bytes: answer(status), speedAfter: this.#sam.speed };
    const speed = this.#sam.speed;
    this.#reading = stepOf(code) === 'read';
    this.#line.send(fault === null ? bytes : damage(fault.kind, bytes), speed, mannerOf(fault), () => {
      this.#reading = false;
      this.#sam.speed = speedAfter;
      if (fault?.kind === 'lift-mid-read') this.lift();
    });
  }

  #takeFault(code: number): ReaderFault | null {
    const fault = this.#fault;
    if (fault === null || !appliesTo(fault, code)) return null;
    if (fault.kind === 'lift-mid-read' && this.#personId === null) return null;
    this.#fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
    this.#tell();
    return fault;
  }
}

function mannerOf(fault: ReaderFault | null): Manner {
  if (fault?.kind === 'split-chunks') return 'split';
  return fault?.kind === 'slow-chunks' ? 'slow' : 'even';
}
