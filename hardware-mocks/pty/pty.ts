/** A serial port that exists in software: what the host opens is a symbolic link to a pseudo-terminal. */
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ReadStream } from 'node:tty';
import { makeRaw, openMaster, speedOf } from './libc.ts';

/** The device's end of one cable. Plugging again makes a new one. */
export class Pty {
  readonly #linkPath: string;
  readonly #slavePath: string;
  readonly #fd: number;
  /** Held open so that the host may close and reopen the port without our side seeing an error. */
  readonly #keeper: number;
  readonly #stream: ReadStream;
  #open = true;

  /** `onBytes` gets what the host sends, as it comes. `speed`: bits per second until the host sets its own. */
  constructor(linkPath: string, speed: number, onBytes: (bytes: Uint8Array) => void) {
    this.#linkPath = linkPath;
    const { fd, slavePath } = openMaster();
    this.#fd = fd;
    this.#slavePath = slavePath;
    this.#keeper = openSync(slavePath, constants.O_RDWR | constants.O_NOCTTY);
    makeRaw(this.#keeper, speed);
    this.#stream = new ReadStream(fd);
    this.#stream.on('data', onBytes);
    this.#stream.on('error', () => this.close());
    point(linkPath, slavePath);
  }

  /** Bits per second the host has set; 0 when it is none a reader knows. */
  get hostSpeed(): number {
    return this.#open ? speedOf(this.#keeper) : 0;
  }

  /** Puts bytes on the line. What does not fit, because no host reads, is lost, as on a UART. */
  write(bytes: Uint8Array): void {
    if (!this.#open) return;
    try {
      writeSync(this.#fd, bytes);
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }

  /** Pulls the plug: the host sees its port hang up, and the link is gone. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (pointsTo(this.#linkPath, this.#slavePath)) unlinkSync(this.#linkPath);
    closeSync(this.#keeper);
    this.#stream.destroy();
  }
}

function point(linkPath: string, target: string): void {
  mkdirSync(dirname(linkPath), { recursive: true });
  const fresh = `${linkPath}.${process.pid}`;
  symlinkSync(target, fresh);
  renameSync(fresh, linkPath);
}

function pointsTo(linkPath: string, target: string): boolean {
  try {
    return readlinkSync(linkPath) === target;
  } catch {
    return false;
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
