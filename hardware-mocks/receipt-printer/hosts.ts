/** The hosts on the port: one is served, as on the hardware; the others wait their turn, so that tickets never mix. */
import type { Socket } from 'node:net';

export type Answer = (bytes: Uint8Array) => void;

export type HostListener = {
  readonly onBytes: (chunk: Uint8Array, answer: Answer) => void;
  /** The served host has gone. */
  readonly onEnd: () => void;
};

export class Hosts {
  readonly #listener: HostListener;
  /** In the order they came; the first is the one served. */
  #sockets: Socket[] = [];

  constructor(listener: HostListener) {
    this.#listener = listener;
  }

  add(socket: Socket): void {
    this.#sockets.push(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#gone(socket));
    if (this.#sockets[0] === socket) this.#serve(socket);
    else socket.pause();
  }

  /** Leaves the bytes of the served host in the network. */
  pause(): void {
    this.#sockets[0]?.pause();
  }

  resume(): void {
    this.#sockets[0]?.resume();
  }

  /** Cuts every line. */
  cut(): void {
    const sockets = this.#sockets;
    this.#sockets = [];
    for (const socket of sockets) socket.resetAndDestroy();
  }

  #gone(socket: Socket): void {
    const wasServed = this.#sockets[0] === socket;
    this.#sockets = this.#sockets.filter((other) => other !== socket);
    const [next] = this.#sockets;
    if (!wasServed) return;
    this.#listener.onEnd();
    if (next !== undefined) this.#serve(next);
  }

  #serve(socket: Socket): void {
    const answer: Answer = (bytes) => {
      if (socket.writable) socket.write(bytes);
    };
    socket.on('data', (chunk: Uint8Array) => this.#listener.onBytes(chunk, answer));
    socket.resume();
  }
}
