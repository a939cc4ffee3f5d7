/** One TCP connection to the printer: bytes out, status answers in. Ends once, whatever the cause. */
import { connect, type Socket } from 'node:net';
import type { Clock } from '@anban/foundation/clock';
import { conditionOf, isStatusByte, type PrinterCondition, STATUS_QUESTIONS, STATUS_REQUEST } from './status.ts';

const CONNECT_DEADLINE_MS = 2000;
const STATUS_DEADLINE_MS = 1500;

export class PrinterConnection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  #answers: number[] = [];
  #heard: () => void = () => {};
  #open = false;

  private constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes)
        if (isStatusByte(byte) && this.#answers.length < STATUS_QUESTIONS.length) this.#answers.push(byte);
      this.#heard();
    });
  }

  /** Null when nobody answers within 2 s. `onEnd` is called once, after it was open. */
  static open(
    address: { host: string; port: number },
    clock: Clock,
    onEnd: () => void,
  ): Promise<PrinterConnection | null> {
    return new Promise((resolve) => {
      const socket = connect({ ...address, noDelay: true });
      const connection = new PrinterConnection(socket, clock);
      const cancel = clock.after(CONNECT_DEADLINE_MS, () => socket.destroy());
      socket.once('connect', () => {
        cancel();
        connection.#open = true;
        resolve(connection);
      });
      socket.on('error', () => socket.destroy());
      socket.once('close', () => {
        cancel();
        const was = connection.#open;
        connection.#open = false;
        connection.#heard();
        if (was) onEnd();
        resolve(null);
      });
    });
  }

  get open(): boolean {
    return this.#open;
  }

  /** The printer's condition, or null when it does not answer in time (the connection is then closed). */
  async condition(): Promise<PrinterCondition | null> {
    this.#answers = [];
    if (!this.#open) return null;
    this.#socket.write(STATUS_REQUEST);
    const complete = await this.#wait(() => this.#answers.length >= STATUS_QUESTIONS.length);
    const [printer, cause, paper] = this.#answers;
    if (!complete || printer === undefined || cause === undefined || paper === undefined) {
      this.close();
      return null;
    }
    return conditionOf(printer, cause, paper);
  }

  write(bytes: Uint8Array): void {
    if (this.#open) this.#socket.write(bytes);
  }

  close(): void {
    this.#socket.destroy();
  }

  #wait(done: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (result: boolean) => {
        cancel();
        this.#heard = () => {};
        resolve(result);
      };
      const cancel = this.#clock.after(STATUS_DEADLINE_MS, () => finish(false));
      this.#heard = () => {
        if (done()) finish(true);
        else if (!this.#open) finish(false);
      };
    });
  }
}
