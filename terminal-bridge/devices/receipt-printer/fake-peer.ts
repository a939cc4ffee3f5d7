/** A printer on TCP for tests, written from the ESC/POS guide: answers DLE EOT, keeps what it prints. */
import { createServer, type Socket } from 'node:net';
import { Emitter } from '@anban/foundation/emitter';

const DLE = 0x10;
const EOT = 0x04;
/** Answers with nothing to report: fixed bits only. */
const GOOD = 0x12;

export class FakePrinterPeer {
  readonly printed: number[] = [];
  readonly asked = new Emitter<void>();
  /** Answers to DLE EOT 1, 2 and 4; null: silent. */
  answers: { 1: number; 2: number; 4: number } | null = { 1: GOOD, 2: GOOD, 4: GOOD };
  /** Answers to GS I 65 to 68; null: the printer does not know the question. */
  identity: readonly string[] | null = null;
  /** These answers come late, before the answers to the next questions. */
  holdsIdentity = false;
  /** Sent before each answer: noise that is no status byte. */
  noise: number[] = [];
  /** Called when the job is at its end (GS r); the answer follows unless it says false. */
  onJobEnd: () => boolean = () => true;
  port = 0;
  readonly #sockets = new Set<Socket>();
  #server = createServer();

  /** How many hold the line. */
  get connections(): number {
    return this.#sockets.size;
  }

  async plug(): Promise<void> {
    this.#server = createServer((socket) => this.#serve(socket));
    await new Promise<void>((resolve) => this.#server.listen(this.port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.port = address.port;
  }

  async unplug(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const held: string[] = [];
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      for (let i = 0; i < bytes.length; i += 1) {
        const n = bytes[i + 2];
        if (bytes[i] === DLE && bytes[i + 1] === EOT && (n === 1 || n === 2 || n === 4)) {
          for (const word of held.splice(0)) socket.write(word);
          if (this.answers !== null) socket.write(Uint8Array.from([...this.noise, this.answers[n]]));
          i += 2;
        } else if (bytes[i] === 0x1d && bytes[i + 1] === 0x49) {
          const word = `_${this.identity?.[(n ?? 65) - 65] ?? ''}\0`;
          if (this.identity !== null && this.holdsIdentity) held.push(word);
          else if (this.identity !== null) socket.write(word);
          i += 2;
        } else {
          this.printed.push(bytes[i] ?? 0);
          if (this.#isJobEnd() && this.onJobEnd()) socket.write(Uint8Array.of(0x00));
        }
      }
      this.asked.emit();
    });
  }

  /** GS r 1 */
  #isJobEnd(): boolean {
    return this.printed.at(-3) === 0x1d && this.printed.at(-2) === 0x72 && this.printed.at(-1) === 0x01;
  }
}
