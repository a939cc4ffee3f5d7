/**
 * Readers on USB HID carry the same frames as on a serial line, cut into reports of 64 bytes: a command is filled up with
 * zeros, a reply comes in as many reports as it needs with zeros after its end. What goes up is the frame alone.
 */
import { Emitter } from '@anban/foundation/emitter';
import { fail, type Result } from '@anban/foundation/result';
import type { SerialTransport } from '../serial/transport.ts';

/** An open HID device, below which is only the system. */
export interface HidDevice {
  /** Sends one output report, without report number. Rejects when the device is gone. */
  write(report: Uint8Array): Promise<void>;
  onData(listener: (report: Uint8Array) => void): void;
  /** Called when the device is gone or cannot be read any more. */
  onError(listener: () => void): void;
  close(): Promise<void>;
}

const REPORT_BYTES = 64;
/** Some readers lose the first AA. */
const PREAMBLES = [Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69), Uint8Array.of(0xaa, 0xaa, 0x96, 0x69)];
/** Of a reply's Len: a longer one is noise, and its report goes up as it came. */
const LONGEST = 2314;

export class HidTransport implements SerialTransport {
  readonly #device: HidDevice;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<void>();
  #open = true;
  #ended: Promise<void> | null = null;
  /** The beginning of a frame whose length has not come yet. */
  #head: Uint8Array = new Uint8Array();
  /** Bytes of the frame that are still to come; after them a report holds nothing. */
  #missing = 0;
  /** Reports leave one after the other. */
  #sending: Promise<void> = Promise.resolve();

  constructor(device: HidDevice) {
    this.#device = device;
    device.onData((report) => this.#receive(report));
    device.onError(() => void this.close());
  }

  get isOpen(): boolean {
    return this.#open;
  }

  write(bytes: Uint8Array): void {
    // A new question: what was left of an answer does not come any more.
    this.#missing = 0;
    this.#head = new Uint8Array();
    for (let at = 0; at < bytes.length; at += REPORT_BYTES) {
      const report = new Uint8Array(REPORT_BYTES);
      report.set(bytes.subarray(at, at + REPORT_BYTES));
      this.#sending = this.#sending.then(() => this.#send(report));
    }
  }

  onData(listener: (chunk: Uint8Array) => void): () => void {
    return this.#data.on(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#closed.on(listener);
  }

  /** USB has no speed to choose. */
  async setBaudRate(): Promise<Result<void, 'closed' | 'unsupported'>> {
    return fail(this.#open ? 'unsupported' : 'closed');
  }

  close(): Promise<void> {
    if (this.#open) {
      this.#open = false;
      this.#ended = this.#device.close().catch(() => undefined);
      this.#closed.emit();
    }
    return this.#ended ?? Promise.resolve();
  }

  async #send(report: Uint8Array): Promise<void> {
    if (!this.#open) return;
    await this.#device.write(report).catch(() => this.close());
  }

  #receive(report: Uint8Array): void {
    if (!this.#open) return;
    const started = Uint8Array.of(...this.#head, ...report);
    this.#head = new Uint8Array();
    const begins = lengthOf(started);
    if (begins === 'unknown-yet') this.#head = started;
    else if (typeof begins === 'number') this.#take(started, begins);
    else if (this.#missing > 0) this.#take(started, this.#missing);
    // Zeros between frames are filling; anything else is for the parser to judge.
    else if (started.some((byte) => byte !== 0)) this.#data.emit(started);
  }

  #take(bytes: Uint8Array, wanted: number): void {
    const taken = bytes.subarray(0, wanted);
    this.#missing = wanted - taken.length;
    this.#data.emit(taken);
  }
}

/** Bytes of the whole frame that begins here; `none`: no frame does. */
function lengthOf(bytes: Uint8Array): number | 'unknown-yet' | 'none' {
  if (bytes.length === 0) return 'none';
  for (const preamble of PREAMBLES) {
    if (!preamble.every((byte, i) => bytes[i] === undefined || bytes[i] === byte)) continue;
    const [high, low] = [bytes[preamble.length], bytes[preamble.length + 1]];
    if (high === undefined || low === undefined) return 'unknown-yet';
    const length = high * 256 + low;
    return length > LONGEST ? 'none' : preamble.length + 2 + length;
  }
  return 'none';
}
