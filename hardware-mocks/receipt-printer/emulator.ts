/** An 80 mm thermal receipt printer on raw TCP (port 9100): takes ESC/POS, answers status, prints tickets. */
import { createServer, type Server } from 'node:net';
import type { Command } from './commands.ts';
import { type Font, findFont } from './font.ts';
import { type Answer, Hosts } from './hosts.ts';
import { Mechanism } from './mechanism.ts';
import type { Line } from './paper.ts';
import { EscPosParser } from './parser.ts';
import { toPng } from './png.ts';
import { RealTimeScanner } from './realtime.ts';
import {
  automaticStatus,
  type Cover,
  identity,
  isOnline,
  type Paper,
  realTimeStatus,
  transmittedStatus,
} from './status.ts';
import { toText } from './text.ts';

export type ReceiptPrinterOptions = {
  /** 0 takes a free port; `port` of the emulator tells which. */
  readonly port: number;
  readonly host?: string;
  /** How fast the paper moves; 200 if not said, as a TM-T88 does, Infinity prints at once. */
  readonly millimetresPerSecond?: number;
};

export type PrinterState = { readonly plugged: boolean; readonly paper: Paper; readonly cover: Cover };

/** One piece of paper, from cut to cut. `at` is an ISO 8601 time. */
export type PrintedTicket = { readonly id: string; readonly at: string; readonly text: string };

/** When so much waits unprinted, the printer is busy: the host's bytes stay in the network. */
export const RECEIVE_BUFFER_BYTES = 64 * 1024;
const MOST_TICKETS = 50;

type Kept = PrintedTicket & { readonly lines: readonly Line[] };

export class ReceiptPrinterEmulator {
  readonly #host: string;
  readonly #mechanism: Mechanism;
  readonly #hosts: Hosts;
  readonly #listeners = new Set<() => void>();
  #server: Server | undefined;
  #port: number;
  #state: PrinterState = { plugged: false, paper: 'ok', cover: 'closed' };
  #tickets: Kept[] = [];
  #printed = 0;
  #font: Font | undefined;
  #held = 0;
  #parser = new EscPosParser();
  #scanner = new RealTimeScanner();
  /** Who asked to be told of every change (GS a). */
  #automaticTo: Answer | undefined;

  constructor(options: ReceiptPrinterOptions) {
    this.#host = options.host ?? '127.0.0.1';
    this.#port = options.port;
    this.#mechanism = new Mechanism({
      millimetresPerSecond: options.millimetresPerSecond ?? 200,
      online: () => this.#state.plugged && isOnline(this.#state),
      onCut: (lines) => this.#keep(lines),
      onAsked: (name, n, answer) => this.#answer(name, n, answer),
      onTaken: (bytes) => this.#release(bytes),
    });
    this.#hosts = new Hosts({
      onBytes: (chunk, answer) => this.#receive(chunk, answer),
      onEnd: () => this.#hostGone(),
    });
  }

  /** The port in use; before `start`, the one asked for. */
  get port(): number {
    return this.#port;
  }

  get state(): PrinterState {
    return this.#state;
  }

  /** Bytes that came and are not printed yet. */
  get waitingBytes(): number {
    return this.#held;
  }

  /** Oldest first; the last fifty. */
  get tickets(): readonly PrintedTicket[] {
    return this.#tickets.map(({ id, at, text }) => ({ id, at, text }));
  }

  /** Opens the port. Rejects with the error of `listen` (EADDRINUSE) when it is taken. */
  async start(): Promise<void> {
    const server = createServer((socket) => this.#hosts.add(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#host, resolve);
    });
    const address = server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
    this.#server = server;
    this.#become({ plugged: true });
  }

  /** The roll ends, at once. */
  paperOut(): void {
    this.#become({ paper: 'out' });
  }

  /** The near-end sensor sees the core of the roll; it still prints. */
  paperLow(): void {
    this.#become({ paper: 'low' });
  }

  /** A new roll: what waits in the receive buffer is printed now. */
  refill(): void {
    this.#become({ paper: 'ok' });
  }

  openCover(): void {
    this.#become({ cover: 'open' });
  }

  closeCover(): void {
    this.#become({ cover: 'closed' });
  }

  /** Mains and network pulled: connections cut, port closed, receive buffer lost. What is on the paper stays there. */
  async unplug(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#hosts.cut();
    this.#hostGone();
    this.#become({ plugged: false });
    this.#mechanism.clear();
    await closed;
  }

  async replug(): Promise<void> {
    if (this.#server === undefined) await this.start();
  }

  /** Throws away the tickets printed so far, and tears off a piece that was not cut. */
  clearTickets(): void {
    this.#tickets = [];
    this.#mechanism.tearOff();
    this.#tell();
  }

  /** The ticket as a picture; rejects when there is no such ticket. */
  async png(id: string): Promise<Buffer> {
    const ticket = this.#tickets.find((kept) => kept.id === id);
    if (ticket === undefined) throw new RangeError(`No ticket ${id}`);
    this.#font ??= findFont();
    return toPng(ticket.lines, this.#font);
  }

  /** Called after every change of state and every ticket; the answer unsubscribes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.unplug();
    this.#listeners.clear();
  }

  #become(change: Partial<PrinterState>): void {
    this.#state = { ...this.#state, ...change };
    this.#automaticTo?.(automaticStatus(this.#state));
    this.#tell();
    this.#mechanism.resume();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #keep(lines: readonly Line[]): void {
    this.#printed += 1;
    this.#tickets.push({ id: String(this.#printed), at: new Date().toISOString(), text: toText(lines), lines });
    if (this.#tickets.length > MOST_TICKETS) this.#tickets.shift();
    this.#tell();
  }

  #answer(name: 'GS r' | 'GS I' | 'GS a', n: number, answer: Answer): void {
    if (name === 'GS I') answer(identity(n));
    if (name === 'GS a') {
      this.#automaticTo = n === 0 ? undefined : answer;
      if (n !== 0) answer(automaticStatus(this.#state));
    }
    const status = name === 'GS r' ? transmittedStatus(n, this.#state) : undefined;
    if (status !== undefined) answer(Uint8Array.of(status));
  }

  /** A command that its host did not finish is dropped with the connection. */
  #hostGone(): void {
    this.#parser = new EscPosParser();
    this.#scanner = new RealTimeScanner();
    this.#automaticTo = undefined;
  }

  #receive(chunk: Uint8Array, answer: Answer): void {
    let kept = chunk;
    for (const request of this.#scanner.push(chunk)) {
      if (request.kind === 'status') {
        answer(Uint8Array.of(realTimeStatus(request.n, this.#state)));
      } else {
        this.#mechanism.clear();
        this.#parser.reset();
        kept = chunk.subarray(request.end);
      }
    }
    this.#take(this.#parser.push(kept), kept.length, answer);
    if (this.#held >= RECEIVE_BUFFER_BYTES) this.#hosts.pause();
  }

  /** The whole chunk is charged to its last command, so that the count comes back to zero. */
  #take(commands: readonly Command[], bytes: number, answer: Answer): void {
    const last = commands.length - 1;
    if (last >= 0) this.#held += bytes;
    this.#mechanism.add(commands.map((command, index) => ({ command, answer, bytes: index === last ? bytes : 0 })));
  }

  #release(bytes: number): void {
    this.#held -= bytes;
    if (this.#held < RECEIVE_BUFFER_BYTES) this.#hosts.resume();
  }
}
