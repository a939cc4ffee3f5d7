/**
 * `SerialTransport` over the `serialport` package. It never touches the modem lines, which pseudo-terminals do not
 * have (their ioctl fails there), so that the same code drives a UART and an emulated device.
 */
import { Emitter } from '@anban/foundation/emitter';
import { fail, ok, type Result } from '@anban/foundation/result';
import { SerialPort } from 'serialport';
import { failWhenHungUp } from './hang-up.ts';
import type { OpenSerial, SerialOpenFault, SerialTransport } from './transport.ts';

/** Opens `path` raw, 8-N-1, locked against other programs that lock. */
export const openSerialPort: OpenSerial = (path, baudRate) =>
  new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false });
    // A dying device reports through `close`; without a listener the `error` beside it would end the process.
    port.on('error', () => undefined);
    port.open((error) => {
      if (error !== null) return resolve(fail(openFault(error)));
      if (port.port !== undefined && 'poller' in port.port) failWhenHungUp(port.port);
      resolve(ok(new SerialPortTransport(port)));
    });
  });

class SerialPortTransport implements SerialTransport {
  readonly #port: SerialPort;
  readonly #data = new Emitter<Uint8Array>();
  readonly #closed = new Emitter<void>();
  #ended: Promise<void> | null = null;
  #open = true;

  constructor(port: SerialPort) {
    this.#port = port;
    port.on('data', (chunk: Buffer) => this.#data.emit(chunk));
    port.on('close', () => this.#end());
  }

  get isOpen(): boolean {
    return this.#open && this.#port.isOpen;
  }

  write(bytes: Uint8Array): void {
    if (this.isOpen) this.#port.write(Buffer.from(bytes));
  }

  onData(listener: (chunk: Uint8Array) => void): () => void {
    return this.#data.on(listener);
  }

  onClose(listener: () => void): () => void {
    return this.#closed.on(listener);
  }

  setBaudRate(baudRate: number): Promise<Result<void, 'closed' | 'unsupported'>> {
    return new Promise((resolve) => {
      if (!this.isOpen) return resolve(fail('closed'));
      this.#port.update({ baudRate }, (error) => resolve(error === null ? ok(undefined) : fail('unsupported')));
    });
  }

  close(): Promise<void> {
    this.#ended ??= new Promise((resolve) => {
      if (!this.#port.isOpen) return resolve();
      this.#port.close(() => resolve());
    });
    this.#end();
    return this.#ended;
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#closed.emit();
  }
}

/** The binding gives words only, no codes. */
function openFault(error: Error): SerialOpenFault {
  const detail = error.message;
  if (/no such (file|device)|not a directory|file not found/i.test(detail)) return { kind: 'missing', detail };
  if (/permission denied|access denied/i.test(detail)) return { kind: 'denied', detail };
  if (/cannot lock port|resource temporarily unavailable|busy/i.test(detail)) return { kind: 'busy', detail };
  return { kind: 'failed', detail };
}
