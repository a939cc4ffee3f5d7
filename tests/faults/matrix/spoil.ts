/** What a bad line makes of the bytes that a device sends. */
import { seededRandom } from '../../support/random.ts';
import type { LineFault } from './faults.ts';

const SMALLEST_PIECE = 48;
const MOST_PIECES = 24;
const PAUSE_MS = 40;
const SEED = 20_261_122;
let noise = seededRandom(SEED);

/** Each cell hears the same noise, whichever came before it. */
export function sameNoiseAgain(): void {
  noise = seededRandom(SEED);
}

/** A piece of what arrives, and when, ms from now. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly afterMs: number;
}

/** `wrong`: a well-formed answer to another question, of this device. */
export function spoil(fault: LineFault | null, bytes: Uint8Array, wrong: Uint8Array): readonly Piece[] {
  switch (fault) {
    case null:
      return [{ bytes, afterMs: 0 }];
    case 'silence':
      return [];
    case 'garbage':
      return [{ bytes: Uint8Array.from(bytes, () => Math.floor(noise() * 256)), afterMs: 0 }];
    case 'half answer':
      return [{ bytes: bytes.subarray(0, Math.floor(bytes.length / 2)), afterMs: 0 }];
    case 'wrong answer':
      return [{ bytes: wrong, afterMs: 0 }];
    case 'slow':
      return slowly(bytes);
  }
}

function slowly(bytes: Uint8Array): Piece[] {
  const size = Math.max(SMALLEST_PIECE, Math.ceil(bytes.length / MOST_PIECES));
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => ({
    bytes: bytes.subarray(i * size, (i + 1) * size),
    afterMs: i * PAUSE_MS,
  }));
}
