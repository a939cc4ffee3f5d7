/** One TCP connection to the printer: bytes out, status answers in. Ends once, whatever the cause. */
import { connect, type Socket } from 'node:net';
import type { Clock } from '@anban/foundation/clock';
import {
  BLOCK_HEADER,
  conditionOf,
  FORGET_REQUEST,
  IDENTITY_QUESTIONS,
  IDENTITY_REQUEST,
  isPaperSensorByte,
  isStatusByte,
  LONGEST_BLOCK,
  type PrinterCondition,
  STATUS_QUESTIONS,
  STATUS_REQUEST,
} from './status.ts';

const CONNECT_DEADLINE_MS = 2000;
const STATUS_DEADLINE_MS = 1000;
/** A ticket is out in a second; a printer that does not know GS r is asked otherwise after this. */
const JOB_DEADLINE_MS = 2500;
const FIRST_OF_TEXT = 0x20;

export class PrinterConnection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  #answers: number[] = [];
  #heard: () => void = () => {};
  #onIdentity: (answers: readonly string[]) => void = () => {};
  #open = false;
  #jobDone = false;
  /** Answers to GS I so far; null: not asked, or all there. */
  #identity: string[] | null = null;
  /** The answer that is arriving. */
  #block: number[] | null = null;

  private constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes) this.#take(byte);
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

  /**
   * Asks who the printer is, and waits for nothing: `onTold` gets firmware, maker, model and serial number when all are
   * there. A printer that does not know the question, or is offline, says nothing to it.
   */
  identify(onTold: (answers: readonly string[]) => void): void {
    this.#onIdentity = onTold;
    this.#identity = [];
    this.#socket.write(IDENTITY_REQUEST);
  }

  /** The printer's condition, or null when it does not answer in time (the connection is then closed). */
  async condition(): Promise<PrinterCondition | null> {
    this.#answers = [];
    if (!this.#open) return null;
    this.#socket.write(STATUS_REQUEST);
    const complete = await this.#wait(() => this.#answers.length >= STATUS_QUESTIONS.length, STATUS_DEADLINE_MS);
    const [printer, cause, paper] = this.#answers;
    if (!complete || printer === undefined || cause === undefined || paper === undefined) {
      this.close();
      return null;
    }
    return conditionOf(printer, cause, paper);
  }

  /**
   * Sends a job that ends with GS r 1, which the printer answers in its turn, after the lines before it. False when no
   * such answer comes: the job stopped, or the printer does not know the command.
   */
  async print(job: Uint8Array): Promise<boolean> {
    this.#jobDone = false;
    if (!this.#open) return false;
    this.#socket.write(job);
    return this.#wait(() => this.#jobDone, JOB_DEADLINE_MS);
  }

  /** What the printer has of a job and has not printed yet does not come out any more. Its answer is waited for by nobody. */
  forget(): void {
    if (this.#open) this.#socket.write(FORGET_REQUEST);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(byte: number): void {
    if (this.#identity !== null && this.#takeOfBlock(byte, this.#identity)) return;
    if (isPaperSensorByte(byte)) this.#jobDone = true;
    if (isStatusByte(byte) && this.#answers.length < STATUS_QUESTIONS.length) this.#answers.push(byte);
  }

  /**
   * Whether the byte belongs to an answer to GS I: a "2" in it would pass for a status. Such answers come in their turn,
   * which may be after later questions; a real status among them is told by not being text.
   */
  #takeOfBlock(byte: number, answers: string[]): boolean {
    if (this.#block === null) {
      if (byte !== BLOCK_HEADER) return false;
      this.#block = [];
    } else if (byte !== 0 && byte < FIRST_OF_TEXT) return false;
    else if (byte === 0) {
      answers.push(Buffer.from(this.#block).toString('latin1').trim());
      this.#block = null;
      if (answers.length === IDENTITY_QUESTIONS.length) {
        this.#identity = null;
        this.#onIdentity(answers);
      }
    } else if (this.#block.length < LONGEST_BLOCK) this.#block.push(byte);
    else {
      this.#block = null;
      this.#identity = null;
    }
    return true;
  }

  #wait(done: () => boolean, deadlineMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (result: boolean) => {
        cancel();
        this.#heard = () => {};
        resolve(result);
      };
      const cancel = this.#clock.after(deadlineMs, () => finish(false));
      this.#heard = () => {
        if (done()) finish(true);
        else if (!this.#open) finish(false);
      };
    });
  }
}
