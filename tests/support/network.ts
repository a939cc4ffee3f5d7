/** A wire between two processes that a test can cut: a TCP proxy that refuses and drops while it is cut. */
import { connect, createServer, type Socket } from 'node:net';

export class Wire {
  readonly #open = new Set<Socket>();
  readonly #server = createServer((near) => this.#join(near));
  /** Everything that went from the near end to the far one. */
  readonly sent: Buffer[] = [];
  #cut = false;
  readonly #to: number;

  constructor(toPort: number) {
    this.#to = toPort;
  }

  /** Listens on a port of its own choosing, or on `port`. */
  async start(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }

  /** Cuts the wire: what is open breaks, what comes is refused. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    if (this.#cut) return void near.resetAndDestroy();
    const far = connect(this.#to, '127.0.0.1');
    near.on('data', (bytes) => this.sent.push(bytes));
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}
