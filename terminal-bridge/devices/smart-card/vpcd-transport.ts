/**
 * `SmartCardTransport` that takes the place of vsmartcard's virtual reader (vpcd) and of pcscd: emulated cards connect
 * to it on loopback. For trials and tests where pcscd cannot run; the configuration refuses it on a terminal whose
 * centre is another machine. Messages both ways: two bytes of length, then that many; one byte 01 is power on, 04 asks
 * for the answer to reset.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { ConnectFault, LinkFault, ReaderState, ReadersFault, SmartCard, SmartCardTransport } from './transport.ts';
import { VpcdAnswer } from './vpcd-answer.ts';

const NAME = 'virtual reader (emulated cards)';
const POWER_ON = Uint8Array.of(0, 1, 1);
const ASK_ATR = Uint8Array.of(0, 1, 4);
const ANSWER_MS = 5000;

export class VpcdTransport implements SmartCardTransport {
  readonly #port: number;
  readonly #clock: Clock;
  readonly #server: Server;
  #failed: string | null = null;
  #asking = false;
  #line: VpcdLine | null = null;

  /** Listens on 127.0.0.1 at once; a port that is taken shows in `readers`, and is asked for again with each look. */
  constructor(port: number, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    this.#server = createServer((socket) => this.#inserted(socket));
    this.#server.on('error', (error) => {
      this.#failed = error.message;
      this.#asking = false;
    });
    this.#server.on('listening', () => {
      this.#failed = null;
      this.#asking = false;
    });
    this.#listen();
  }

  async readers(): Promise<Result<readonly ReaderState[], ReadersFault>> {
    if (this.#failed !== null) {
      const detail = this.#failed;
      this.#listen();
      return fail({ kind: 'service-missing', detail });
    }
    return ok([{ name: NAME, cardPresent: this.#line !== null }]);
  }

  async connect(): Promise<Result<SmartCard, ConnectFault>> {
    const line = this.#line;
    if (line === null) return fail({ kind: 'removed', detail: 'no card' });
    line.send(POWER_ON);
    const atr = await line.ask(ASK_ATR);
    if (!atr.ok) return fail({ kind: atr.fault.kind === 'silent' ? 'mute' : 'removed', detail: atr.fault.detail });
    if (atr.value.length === 0) return fail({ kind: 'mute', detail: 'an empty answer to reset' });
    return ok({
      atr: atr.value,
      transmit: (apdu) => line.ask(Uint8Array.of(apdu.length >> 8, apdu.length & 0xff, ...apdu)),
      close: async () => undefined,
    });
  }

  async close(): Promise<void> {
    this.#line?.end();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #listen(): void {
    if (this.#asking) return;
    this.#asking = true;
    this.#server.listen(this.#port, '127.0.0.1');
  }

  /** One slot: a card that is put in while another is there takes its place. */
  #inserted(socket: Socket): void {
    this.#line?.end();
    const line = new VpcdLine(socket, this.#clock, () => {
      if (this.#line === line) this.#line = null;
    });
    this.#line = line;
  }
}

class VpcdLine {
  readonly #socket: Socket;
  readonly #clock: Clock;
  #answer = new VpcdAnswer();
  #waiting: ((answer: Result<Uint8Array, LinkFault>) => void) | null = null;

  constructor(socket: Socket, clock: Clock, gone: () => void) {
    this.#socket = socket;
    this.#clock = clock;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#hear(bytes));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      gone();
      this.#settle(fail({ kind: 'removed', detail: 'the card is out' }));
    });
  }

  send(message: Uint8Array): void {
    this.#socket.write(message);
  }

  ask(message: Uint8Array): Promise<Result<Uint8Array, LinkFault>> {
    if (this.#socket.destroyed) return Promise.resolve(fail({ kind: 'removed', detail: 'the card is out' }));
    return new Promise((resolve) => {
      this.#answer = new VpcdAnswer();
      const cancel = this.#clock.after(ANSWER_MS, () => this.#settle(fail({ kind: 'silent', detail: 'no answer' })));
      this.#waiting = (answer) => {
        cancel();
        resolve(answer);
      };
      this.send(message);
    });
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Bounded: a length is two bytes, and what comes unasked is dropped. */
  #hear(bytes: Buffer): void {
    if (this.#waiting === null) return;
    const answer = this.#answer.push(bytes);
    if (answer !== null) this.#settle(ok(answer));
  }

  #settle(answer: Result<Uint8Array, LinkFault>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(answer);
  }
}
