/**
 * A card in the virtual reader of vsmartcard's driver (`libifdvpcd.so` inside pcscd): we connect to it over TCP, and it
 * takes that for a card put in. Messages both ways: two bytes of length, then that many. From the driver, one byte 00
 * power off, 01 power on, 02 reset, 04 "your ATR"; anything longer is a command of the host.
 */
import { connect, type Socket } from 'node:net';

/** What is in the reader. */
export interface VirtualCard {
  readonly atr: Uint8Array;
  reset(): void;
  answer(apdu: Uint8Array): Uint8Array;
}

const GET_ATR = 0x04;
const RETRY_MS = 100;

export class VpcdSlot {
  readonly #host: string;
  readonly #port: number;
  /** Called after each command of the host. */
  readonly #onCommand: () => void;
  #socket: Socket | null = null;
  #received = Buffer.alloc(0);

  constructor(host: string, port: number, onCommand: () => void = () => undefined) {
    this.#host = host;
    this.#port = port;
    this.#onCommand = onCommand;
  }

  /** Puts a card in, in place of the one that is there. Waits for the driver, for `patienceMs` at most. */
  async insert(card: VirtualCard, patienceMs = 10_000): Promise<void> {
    this.remove();
    const giveUpAt = Date.now() + patienceMs;
    for (;;) {
      try {
        this.#socket = await open(this.#host, this.#port);
        break;
      } catch (error) {
        if (Date.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    const socket = this.#socket;
    this.#received = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => this.#receive(Buffer.concat([this.#received, bytes]), card, socket));
  }

  remove(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #receive(bytes: Buffer, card: VirtualCard, socket: Socket): void {
    let rest = bytes;
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const message = rest.subarray(2, 2 + rest.readUInt16BE(0));
      rest = rest.subarray(2 + message.length);
      const answer = this.#answer(message, card);
      if (answer !== null && !socket.destroyed) socket.write(Buffer.concat([length(answer), answer]));
    }
    this.#received = Buffer.from(rest);
  }

  #answer(message: Buffer, card: VirtualCard): Uint8Array | null {
    if (message.length === 1 && message[0] === GET_ATR) return card.atr;
    if (message.length <= 1) {
      card.reset();
      return null;
    }
    const answer = card.answer(message);
    this.#onCommand();
    return answer;
  }
}

const length = (bytes: Uint8Array): Uint8Array => Uint8Array.of(bytes.length >> 8, bytes.length & 0xff);

const open = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
