/** What can go wrong with an answer on its way to the host, on demand. */
import { SW } from './codec.ts';

/** Every fault, with the words for the panel. */
export const READER_FAULTS = {
  'corrupt-byte': 'one byte in the middle of the answer is changed',
  'missing-byte': 'one byte in the middle of the answer is lost',
  checksum: 'the checksum of the answer is wrong',
  'split-chunks': 'the answer comes in very small pieces',
  'slow-chunks': 'the answer comes in pieces with pauses of 40 ms',
  'lift-mid-read': 'the card is lifted while it is read: the answer breaks off',
  silent: 'no answer at all',
  garbage: 'noise instead of the answer',
  'read-fails': 'the card cannot be read (SW 41)',
  'card-auth-fails': 'the module takes the card for a forgery (SW 32)',
  'unsupported-card': 'a card of a kind the module does not know (SW 40)',
  'find-fails': 'the card is not found although it lies there (SW 80)',
  'select-fails': 'the card is found but cannot be selected (SW 81)',
  'self-test-fails': 'the module is broken and says so (SW 60)',
} as const;
export type ReaderFaultKind = keyof typeof READER_FAULTS;

export function isReaderFaultKind(kind: string): kind is ReaderFaultKind {
  return kind in READER_FAULTS;
}

/** For the next `times` answers it applies to (`Infinity`: for ever), of all answers or of answers to reads alone. */
export interface ReaderFault {
  readonly kind: ReaderFaultKind;
  readonly times: number;
  /** Default `any`. */
  readonly on?: 'any' | 'read';
}

type Step = 'find' | 'select' | 'read' | 'other';
const STEP: ReadonlyMap<number, Step> = new Map([
  [0x2001, 'find'],
  [0x2002, 'select'],
  [0x3001, 'read'],
  [0x3010, 'read'],
]);

/** The step of a session that a command is. */
export function stepOf(code: number): Step {
  return STEP.get(code) ?? 'other';
}

/** Status words that a fault puts in place of the answer, and the only step at which it does. */
const STATUS_FAULTS: ReadonlyMap<ReaderFaultKind, { readonly sw: number; readonly at: Step | 'any' }> = new Map([
  ['read-fails', { sw: SW.readFailed, at: 'read' }],
  ['card-auth-fails', { sw: SW.cardNotAuthentic, at: 'read' }],
  ['unsupported-card', { sw: SW.unsupportedCard, at: 'read' }],
  ['find-fails', { sw: SW.noCard, at: 'find' }],
  ['select-fails', { sw: SW.selectFailed, at: 'select' }],
  ['self-test-fails', { sw: SW.selfTestFailed, at: 'any' }],
]);

/** Whether the answer to a command is one the fault applies to. */
export function appliesTo(fault: ReaderFault, code: number): boolean {
  const step = stepOf(code);
  if (fault.kind === 'lift-mid-read') return step === 'read';
  const at = STATUS_FAULTS.get(fault.kind)?.at ?? 'any';
  if (at !== 'any') return at === step;
  return fault.on !== 'read' || step === 'read';
}

/** The status word sent instead of an answer, or null when the fault is one of the line. */
export function statusOf(kind: ReaderFaultKind): number | null {
  return STATUS_FAULTS.get(kind)?.sw ?? null;
}

/** What the line makes of an answer. `lift-mid-read` ends it early; the pace is the sender's. */
export function damage(kind: ReaderFaultKind, answer: Buffer): Buffer {
  const middle = Math.floor(answer.length / 2);
  switch (kind) {
    case 'corrupt-byte':
      return flip(answer, middle, 0x5a);
    case 'missing-byte':
      return Buffer.concat([answer.subarray(0, middle), answer.subarray(middle + 1)]);
    case 'checksum':
      return flip(answer, answer.length - 1, 0xff);
    case 'lift-mid-read':
      return answer.subarray(0, Math.floor(answer.length * 0.4));
    case 'silent':
      return Buffer.alloc(0);
    case 'garbage':
      return noise(answer.length);
    default:
      return answer;
  }
}

function flip(answer: Buffer, at: number, bits: number): Buffer {
  const changed = Buffer.from(answer);
  changed[at] = (answer[at] ?? 0) ^ bits;
  return changed;
}

/** The same noise each time, with parts of a preamble in it. */
function noise(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i % 7 < 2 ? 0xaa : (i * 73 + 41) & 0xff)));
}
