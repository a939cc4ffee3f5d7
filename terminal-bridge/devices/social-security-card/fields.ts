/** Values of the card's data elements as text. Padding differs by type and, on old cards, by who wrote them. */

import { calendarDay } from '../calendar-day.ts';

/** `an`: ASCII, filled up with 00. A field of 1.0 that was given up under 2.0 is filled with E all over. */
export function alphanumeric(value: Uint8Array): string {
  const text = Buffer.from(value)
    .toString('latin1')
    .replace(/[\0\xff\xee\s]+$/, '')
    .trim();
  return /^E+$/.test(text) ? '' : text;
}

/** `cn`: decimal digits, two a byte, filled up with F (or, rewritten under 2.0, with E). */
export const digits = (value: Uint8Array): string =>
  Buffer.from(value)
    .toString('hex')
    .replace(/[ef]+$/, '');

/** Hexadecimal as it stands. */
export const hexOf = (value: Uint8Array): string => Buffer.from(value).toString('hex').toUpperCase();

/** `cn` YYYYMMDD as YYYY-MM-DD; null when it is no day of the calendar. */
export const day = (value: Uint8Array): string | null => calendarDay(digits(value));

/**
 * A name, from its field and the extension that continues it. Joined as bytes, because the break may fall within a
 * character. GB18030, not GBK: GBK's decoder loses 䶮 and every four-byte character.
 */
export function name(value: Uint8Array, extension: Uint8Array = new Uint8Array()): string {
  const bytes = Buffer.concat([unpadded(value), unpadded(extension)]);
  const text = new TextDecoder('gb18030').decode(bytes).trim();
  return /^E+$/.test(text) ? '' : text;
}

/** Neither 00 nor FF occurs in GB18030. */
function unpadded(value: Uint8Array): Uint8Array {
  let end = value.length;
  while (end > 0 && (value[end - 1] === 0x00 || value[end - 1] === 0xff)) end -= 1;
  return value.subarray(0, end);
}
