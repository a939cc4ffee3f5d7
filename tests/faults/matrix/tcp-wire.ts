/** A network cable between our driver and an emulated device on a port, which can be pulled, held, and spoiled. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ManualClock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { LineFault } from './faults.ts';
import { spoil } from './spoil.ts';

export interface TcpWireParts {
  readonly clock: ManualClock;
  /** Where the device listens. */
  readonly devicePort: number;
  /** What the device says when it answers another question. */
  readonly wrong: Uint8Array;
}

export class TcpWire {
  fault: LineFault | null = null;
  /** Every new connection is answered with this and ended. */
  refusal: Uint8Array | null = null;
  port = 0;
  /** Bytes from our driver, told before the device has them. */
  readonly asked = new Emitter<Uint8Array>();
  readonly #parts: TcpWireParts;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;

  constructor(parts: TcpWireParts) {
    this.#parts = parts;
  }

  async plug(): Promise<void> {
    const server = createServer((socket) => this.#serve(socket));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
    this.#server = server;
  }

  async unplug(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.cut();
    await closed;
  }

  /** Ends every connection. */
  cut(): void {
    for (const socket of [...this.#sockets]) socket.resetAndDestroy();
  }

  #serve(host: Socket): void {
    this.#add(host);
    const { refusal } = this;
    if (refusal !== null) {
      host.once('data', () => host.end(refusal));
      return;
    }
    const device = connect(this.#parts.devicePort, '127.0.0.1');
    this.#add(device);
    host.on('close', () => device.destroy());
    device.on('close', () => host.destroy());
    host.on('data', (bytes) => {
      const heard = Uint8Array.from(Buffer.from(bytes));
      this.asked.emit(heard);
      if (!device.destroyed) device.write(heard);
    });
    device.on('data', (bytes) => {
      const pieces = spoil(this.fault, Buffer.from(bytes), this.#parts.wrong);
      for (const { bytes: piece, afterMs } of pieces) {
        if (afterMs === 0) host.write(piece);
        else this.#parts.clock.after(afterMs, () => host.writable && host.write(piece));
      }
      const lastMs = pieces.at(-1)?.afterMs ?? 0;
      if (lastMs === 0) return;
      // What comes behind must not overtake it.
      device.pause();
      this.#parts.clock.after(lastMs, () => device.resume());
    });
  }

  #add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
