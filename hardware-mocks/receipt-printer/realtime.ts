/**
 * The real-time commands: acted on as they arrive, ahead of everything that waits in the receive buffer, so that a
 * printer without paper still answers. As on the hardware, the same bytes inside a picture are taken for one too.
 * Source: ESC/POS Command Reference, DLE EOT, DLE DC4 (fn = 8).
 */

export type RealTimeRequest =
  /** `n`: 1 printer, 2 why offline, 3 errors, 4 paper. */
  | { readonly kind: 'status'; readonly n: 1 | 2 | 3 | 4 }
  /** Everything before `end`, the offset in this chunk behind the request, is to be forgotten. */
  | { readonly kind: 'clear-buffer'; readonly end: number };

const DLE = 0x10;
const EOT = 0x04;
const DC4 = 0x14;
const CLEAR = [DLE, DC4, 8, 1, 3, 20, 1, 6, 2, 8];

function status(n: number | undefined): RealTimeRequest | undefined {
  return n === 1 || n === 2 || n === 3 || n === 4 ? { kind: 'status', n } : undefined;
}

export class RealTimeScanner {
  /** The last bytes seen, as many as the longest command has. */
  #tail: number[] = [];

  /** The requests that complete within this chunk, in order. */
  push(chunk: Uint8Array): RealTimeRequest[] {
    const requests: RealTimeRequest[] = [];
    for (const [index, byte] of chunk.entries()) {
      this.#tail.push(byte);
      if (this.#tail.length > CLEAR.length) this.#tail.shift();
      const request = this.#match(index + 1);
      if (request !== undefined) requests.push(request);
    }
    return requests;
  }

  #match(end: number): RealTimeRequest | undefined {
    const tail = this.#tail;
    if (tail.at(-3) === DLE && tail.at(-2) === EOT) return status(tail.at(-1));
    const clears = tail.length === CLEAR.length && CLEAR.every((byte, index) => byte === tail[index]);
    return clears ? { kind: 'clear-buffer', end } : undefined;
  }
}
