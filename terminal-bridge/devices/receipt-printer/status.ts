/**
 * ESC/POS real-time status (DLE EOT n, Epson ESC/POS Application Programming Guide): one byte for each question, with
 * fixed bits by which an answer is told from anything else on the line.
 */
import type { FaultName } from '../../protocol/faults.ts';

/** DLE EOT 1 (printer), 2 (why offline), 4 (paper sensor). */
export const STATUS_QUESTIONS = [1, 2, 4] as const;
export const STATUS_REQUEST = Uint8Array.from(STATUS_QUESTIONS.flatMap((n) => [0x10, 0x04, n]));

/** GS I n: firmware (65), maker (66), model (67), serial number (68); each answered by `_`, text, NUL. */
export const IDENTITY_QUESTIONS = [65, 66, 67, 68] as const;
export const IDENTITY_REQUEST = Uint8Array.from(IDENTITY_QUESTIONS.flatMap((n) => [0x1d, 0x49, n]));
/** What begins an answer to GS I, and the longest one that is taken. */
export const BLOCK_HEADER = 0x5f;
export const LONGEST_BLOCK = 80;

/** DLE DC4 8 (Epson ESC/POS, "clear buffer(s)"): obeyed at once, also without paper or with the cover open. */
export const FORGET_REQUEST = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** GS V 66 0: feeds what was printed last to the cutter, and cuts. */
export const CUT = Uint8Array.of(0x1d, 0x56, 0x42, 0);

const FIXED_MASK = 0b1001_0011;
const FIXED_BITS = 0b0001_0010;
const OFFLINE = 0x08;
const COVER_OPEN = 0x04;
const STOPPED_BY_PAPER_END = 0x20;
const PAPER_NEAR_END = 0x0c;
const PAPER_END = 0x60;

export interface PrinterCondition {
  /** Null: can print. */
  readonly fault: FaultName | null;
  readonly paperLow: boolean;
}

export const isStatusByte = (byte: number): boolean => (byte & FIXED_MASK) === FIXED_BITS;

/** The answer to GS r 1 (paper sensor): two pairs of equal bits, the rest 0. Comes after the lines before the question. */
export const isPaperSensorByte = (byte: number): boolean => [0x00, 0x03, 0x0c, 0x0f].includes(byte);

/** The condition that the answers to questions 1, 2 and 4 tell. */
export function conditionOf(printer: number, offlineCause: number, paper: number): PrinterCondition {
  const paperLow = (paper & PAPER_NEAR_END) !== 0;
  if ((offlineCause & COVER_OPEN) !== 0) return { fault: 'printerCoverOpen', paperLow };
  if ((paper & PAPER_END) !== 0 || (offlineCause & STOPPED_BY_PAPER_END) !== 0) {
    return { fault: 'printerPaperOut', paperLow };
  }
  // Offline for a reason of its own (cutter, head): nothing that we print would come out.
  if ((printer & OFFLINE) !== 0) return { fault: 'printerUnreachable', paperLow };
  return { fault: null, paperLow };
}
