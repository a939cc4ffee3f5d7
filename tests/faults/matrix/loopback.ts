/**
 * Bytes on the machine's own network arrive in the order in which they were sent. So whatever was sent before has
 * arrived when a message sent round afterwards is back: no guessing how long that takes.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One request and its answer may cross this many sockets. */
const ROUNDS = 3;

export class Loopback {
  readonly #server: Server;
  readonly #socket: Socket;
  #back: () => void = () => undefined;

  private constructor(server: Server, socket: Socket) {
    this.#server = server;
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', () => this.#back());
  }

  static async open(): Promise<Loopback> {
    const server = createServer((socket) => {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const socket = connect(address.port, '127.0.0.1');
    await once(socket, 'connect');
    return new Loopback(server, socket);
  }

  async settle(): Promise<void> {
    for (let round = 0; round < ROUNDS && !this.#socket.destroyed; round++) {
      const back = new Promise<void>((resolve) => {
        this.#back = resolve;
      });
      this.#socket.write('.');
      await back;
    }
  }

  close(): void {
    this.#socket.destroy();
    this.#back();
    this.#server.close();
  }
}
