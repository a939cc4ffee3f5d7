/** The other end of the cable, for tests: writes commands, collects what comes back. Knows nothing of frames. */
import { constants, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { makeRaw } from '../../pty/libc.ts';

export class Host {
  readonly #fd: number;
  readonly #stream: ReadStream;
  #waiting: { readonly bytes: number; readonly done: () => void } | undefined;
  #open = true;
  /** Everything since the last command. */
  received: Buffer = Buffer.alloc(0);
  /** In how many pieces it came. */
  pieces = 0;
  /** Resolves when the port has gone. */
  readonly hungUp: Promise<void>;

  private constructor(fd: number) {
    this.#fd = fd;
    this.#stream = new ReadStream(fd);
    this.#stream.on('data', (bytes) => this.#take(bytes));
    this.hungUp = new Promise((resolve) => {
      this.#stream.on('error', () => resolve());
      this.#stream.on('close', () => resolve());
    });
  }

  /** Opens a serial port as a host does: raw, at its own speed. */
  static open(path: string, bps: number): Host {
    const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    makeRaw(fd, bps);
    return new Host(fd);
  }

  setSpeed(bps: number): void {
    makeRaw(this.#fd, bps);
  }

  /** Sends a command in hex and waits for nothing. */
  send(hex: string): void {
    writeSync(this.#fd, Buffer.from(hex, 'hex'));
  }

  /** Sends a command and resolves with the first `bytes` bytes of what comes back, in hex; all is in `received`. */
  ask(hex: string, bytes: number): Promise<string> {
    this.received = Buffer.alloc(0);
    this.pieces = 0;
    return new Promise((resolve) => {
      this.#waiting = { bytes, done: () => resolve(this.received.toString('hex', 0, bytes).toUpperCase()) };
      this.send(hex);
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#stream.destroy();
  }

  #take(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    this.pieces++;
    if (this.#waiting === undefined || this.received.length < this.#waiting.bytes) return;
    const { done } = this.#waiting;
    this.#waiting = undefined;
    done();
  }
}
