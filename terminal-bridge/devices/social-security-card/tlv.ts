/** Tag-length-value data as this card holds them: simple ones in records, BER ones in the answer to SELECT. */

export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/**
 * The simple TLVs (ISO 7816-4: tag 1, length 1 or FF and 2, value) of a record or of several in a row. Fill bytes (00,
 * FF) between them are passed over; an entry that is cut short ends the walk and is left out. Never throws.
 */
export function walkSimple(bytes: Uint8Array): Tlv[] {
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0;
    if (tag === 0x00 || tag === 0xff) {
      at += 1;
      continue;
    }
    const long = bytes[at + 1] === 0xff;
    const length = long ? ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0) : (bytes[at + 1] ?? 0);
    const start = at + (long ? 4 : 2);
    if (start + length > bytes.length) break;
    found.push({ tag, value: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

/** Templates within templates are followed so deep. */
const DEEPEST = 4;

/** The primitive BER-TLVs (ISO 8825-1) of an answer to SELECT, those inside templates included. Never throws. */
export function walkBer(bytes: Uint8Array, depth = 0): Tlv[] {
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    if (first === 0x00 || first === 0xff) {
      at += 1;
      continue;
    }
    const twoBytes = (first & 0x1f) === 0x1f;
    const tag = twoBytes ? (first << 8) | (bytes[at + 1] ?? 0) : first;
    const head = lengthAt(bytes, at + (twoBytes ? 2 : 1));
    if (head === null || head.start + head.length > bytes.length) break;
    const value = bytes.subarray(head.start, head.start + head.length);
    if ((first & 0x20) !== 0 && depth < DEEPEST) found.push(...walkBer(value, depth + 1));
    // 9F0C carries issuer data which are TLVs again (tag 86), although its first byte says primitive.
    else if (tag === 0x9f0c && depth < DEEPEST) found.push(...walkBer(value, depth + 1));
    else found.push({ tag, value });
    at = head.start + head.length;
  }
  return found;
}

/** Lengths of one byte, and the long forms 81 and 82. */
function lengthAt(bytes: Uint8Array, at: number): { start: number; length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { start: at + 1, length: first };
  if (first === 0x81) return { start: at + 2, length: bytes[at + 1] ?? 0 };
  if (first === 0x82) return { start: at + 3, length: ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0) };
  return null;
}
