/** A serial cable in memory between an emulated device and our driver, which can be cut, held by others, and spoiled. */
import type { ManualClock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok } from '@anban/foundation/result';
import type { Plug } from '../../../hardware-mocks/pty/port.ts';
import type { OpenSerial, SerialTransport } from '../../../terminal-bridge/devices/serial/transport.ts';
import type { LineFault } from './faults.ts';
import { type Piece, spoil } from './spoil.ts';

/** What becomes of bytes on their way to the host; `null`: nothing is wrong. */
export type Carry = (fault: LineFault | null, bytes: Uint8Array, wrong: Uint8Array) => readonly Piece[];

export class Cable {
  fault: LineFault | null = null;
  /** Another program holds the port. */
  busy = false;
  /** Told before the device hears it. */
  readonly asked = new Emitter<Uint8Array>();
  readonly #clock: ManualClock;
  readonly #wrong: Uint8Array;
  readonly #carry: Carry;
  #device: ((bytes: Uint8Array) => void) | null = null;
  #host: HostEnd | null = null;

  /** `wrong`: what the device says when it answers another question. */
  constructor(clock: ManualClock, wrong: Uint8Array, carry: Carry = spoil) {
    this.#clock = clock;
    this.#wrong = wrong;
    this.#carry = carry;
  }

  get plugged(): boolean {
    return this.#device !== null;
  }

  /** For the emulator. */
  readonly plug: Plug = (_path, _speed, onBytes) => {
    const cable = this;
    this.#device = onBytes;
    return {
      get hostSpeed() {
        return cable.#host?.baudRate ?? 0;
      },
      write: (bytes) => this.#toHost(bytes),
      close: () => {
        this.#device = null;
        this.#host?.end();
      },
    };
  };

  /** For the driver. */
  readonly open: OpenSerial = async (_path, baudRate) => {
    if (this.#device === null) return fail({ kind: 'missing', detail: 'no such device' });
    if (this.busy) return fail({ kind: 'busy', detail: 'held by another program' });
    this.#host = new HostEnd(baudRate, (bytes) => {
      this.asked.emit(bytes);
      this.#clock.after(1, () => this.#device?.(bytes));
    });
    return ok(this.#host);
  };

  #toHost(bytes: Uint8Array): void {
    const host = this.#host;
    for (const piece of this.#carry(this.fault, Uint8Array.from(bytes), this.#wrong))
      this.#clock.after(1 + piece.afterMs, () => host?.deliver(piece.bytes));
  }
}

class HostEnd implements SerialTransport {
  baudRate: number;
  isOpen = true;
  readonly #toDevice: (bytes: Uint8Array) => void;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<void>();

  constructor(baudRate: number, toDevice: (bytes: Uint8Array) => void) {
    this.baudRate = baudRate;
    this.#toDevice = toDevice;
  }

  write(bytes: Uint8Array): void {
    if (this.isOpen) this.#toDevice(Uint8Array.from(bytes));
  }
  deliver(bytes: Uint8Array): void {
    if (this.isOpen) this.#data.emit(bytes);
  }
  onData(listener: (chunk: Uint8Array) => void): () => void {
    return this.#data.on(listener);
  }
  onClose(listener: () => void): () => void {
    return this.#closed.on(listener);
  }
  async setBaudRate(baudRate: number) {
    if (!this.isOpen) return fail('closed' as const);
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
