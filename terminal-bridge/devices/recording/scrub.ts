/**
 * Takes the person out of what a device said, byte for byte: the length stays, checksums are made right again, so that a
 * replay reads a card as whole as the real one was. What is not understood is taken for personal.
 */
import { LONGEST_REPLY, PREAMBLE, SHORTEST_REPLY, xor } from '../id-card-reader/frames.ts';
import { TEXT_BYTES } from '../id-card-reader/text-fields.ts';
import type { RecordedDevice } from './session.ts';

export type Scrub = (bytes: Uint8Array) => Uint8Array;

const FILLER = 0xee;
/** Length of preamble and Len; with SW1 to SW3 that is the head of an answer. */
const BEFORE_STATUS = PREAMBLE.length + 2;
const HEAD = BEFORE_STATUS + 3;
/** What answers a question for the SAM's id. A selection is answered with 8 bytes, in which a module may put the card's own number. */
const SAM_ID_BYTES = 16;

/** `bytes`: everything that came between two questions. */
export const scrubSdt: Scrub = (bytes) => {
  const scrubbed = new Uint8Array(bytes.length).fill(FILLER);
  for (let at = 0; at < bytes.length; ) {
    const length = frameLengthAt(bytes, at);
    if (length === null) at += 1;
    else {
      const frame = bytes.slice(at, at + length);
      const data = frame.subarray(HEAD, -1);
      if (data.length !== SAM_ID_BYTES) hide(data);
      frame[length - 1] = xor(frame.subarray(PREAMBLE.length, -1));
      scrubbed.set(frame, at);
      at += length;
    }
  }
  return scrubbed;
};

/** Length of the whole and sound frame that begins at `at`, or null. */
function frameLengthAt(bytes: Uint8Array, at: number): number | null {
  if (!PREAMBLE.every((byte, i) => bytes[at + i] === byte)) return null;
  const counted = ((bytes[at + PREAMBLE.length] ?? 0) << 8) | (bytes[at + PREAMBLE.length + 1] ?? 0);
  const end = at + BEFORE_STATUS + counted;
  if (counted < SHORTEST_REPLY || counted > LONGEST_REPLY || end > bytes.length) return null;
  return xor(bytes.subarray(at + PREAMBLE.length, end)) === 0 ? end - at : null;
}

/** In place: lengths stay, letters become other letters of their kind, pictures and the rest become filler. */
function hide(data: Uint8Array): void {
  const lengths = cardLengths(data);
  if (lengths === 0) {
    data.fill(FILLER);
    return;
  }
  const text = data.subarray(lengths, lengths + TEXT_BYTES);
  text.set(hiddenText(text));
  const rest = data.subarray(lengths + TEXT_BYTES);
  // "WL" says that it is a portrait; without it a card without one would look like a card with one.
  const mark = rest[0] === 0x57 && rest[1] === 0x4c ? 2 : 0;
  rest.subarray(mark).fill(FILLER);
}

/** How many bytes of lengths stand before the text block of 3001 (4) or 3010 (6); 0: this is no card. */
function cardLengths(data: Uint8Array): 4 | 6 | 0 {
  const word = (at: number) => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
  if (word(0) !== TEXT_BYTES) return 0;
  if (data.length === 4 + TEXT_BYTES + word(2)) return 4;
  return data.length === 6 + TEXT_BYTES + word(2) + word(4) ? 6 : 0;
}

/**
 * The mark of a foreigner's card (I of 2017, Y of 2023) and of a residence permit (J). A resident's card has a character of
 * the address there.
 */
const MARK_AT = 124;
const MARKS = 'IJY';
const LONG_TERM = '长期';
/** 有效期截止日期, at the same place on every card. */
const VALID_TO_AT = 102;

function hiddenText(block: Uint8Array): Buffer {
  const text = Buffer.from(block).toString('utf16le');
  const hidden = Array.from({ length: text.length }, (_, at) => {
    const unit = text.charAt(at);
    const isLongTerm =
      text.startsWith(LONG_TERM, VALID_TO_AT) && at >= VALID_TO_AT && at < VALID_TO_AT + LONG_TERM.length;
    const isMark = at === MARK_AT && MARKS.includes(unit);
    return isMark || isLongTerm ? unit : ofItsKind(unit);
  });
  return Buffer.from(hidden.join(''), 'utf16le');
}

/** 11111111 is a day, so dates stay dates. */
function ofItsKind(unit: string): string {
  if (unit === ' ' || unit === '\0') return unit;
  if (/\d/.test(unit)) return '1';
  return /[A-Za-z]/.test(unit) ? 'A' : '样';
}

const CR = 0x0d;
const LF = 0x0a;
const VERDICTS: readonly number[] = [0x06, 0x05, 0x15];
const VERDICT_SIGN = 0x23;
const NO_READ = 'NR';

/** Lines of a scanner: codes become X; answers to commands and the no-read message stay. */
export const scrubScannerLines: Scrub = (bytes) => {
  const scrubbed = Uint8Array.from(bytes);
  let from = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) continue;
    const line = scrubbed.subarray(from, at);
    if (!isHarmless(line)) hideLine(line);
    from = at + 1;
  }
  return scrubbed;
};

/** Answers to menu commands (the command, the verdict, its end), or the no-read message. */
function isHarmless(line: Uint8Array): boolean {
  const text = String.fromCharCode(...line.map((byte) => (VERDICTS.includes(byte) ? VERDICT_SIGN : byte)));
  return text === NO_READ || /^([A-Z]{6}[0-9?]{0,4}#[.!])+$/.test(text);
}

const hideLine = (line: Uint8Array): void => {
  for (const [at, byte] of line.entries())
    line[at] = VERDICTS.includes(byte) || byte < 0x20 || byte > 0x7e ? FILLER : 0x58;
};

export const SCRUBS: Readonly<Record<RecordedDevice, Scrub>> = {
  'id-card-reader': scrubSdt,
  'qr-scanner': scrubScannerLines,
};
