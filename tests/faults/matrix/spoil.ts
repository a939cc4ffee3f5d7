/** What a bad line makes of the bytes that a device sends. */
import { seededRandom } from '../../support/random.ts';
import type { LineFault } from './faults.ts';

const PIECE_BYTES = 48;
const PAUSE_MS = 40;
const noise = seededRandom(20_261_122);

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
      return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, i) => ({
        bytes: bytes.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES),
        afterMs: i * PAUSE_MS,
      }));
  }
}
