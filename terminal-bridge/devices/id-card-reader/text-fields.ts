/** Fields of the text block: 256 bytes of UTF-16LE, each field padded with blanks. */

import { calendarDay } from '../calendar-day.ts';

export const TEXT_BYTES = 256;
/** Offset and length in bytes. */
export type Field = readonly [offset: number, length: number];

const LONG_TERM = '长期';
const decoder = new TextDecoder('utf-16le');

/** The text of a field. Padding is blanks by the specification; some systems left zeros or full-width blanks. */
export const textOf = (block: Uint8Array, [offset, length]: Field): string =>
  decoder
    .decode(block.subarray(offset, offset + length))
    .replaceAll('\0', ' ')
    .trim();

/** As `textOf`, or null for a blank field. */
export const textOrNull = (block: Uint8Array, field: Field): string | null => textOf(block, field) || null;

/** A number as printed, without the blanks that some systems put between its parts. */
export const numberOf = (block: Uint8Array, field: Field): string => textOf(block, field).replace(/\s/g, '');

/** YYYY-MM-DD, or undefined when it is no day of the calendar. */
export const dayOf = (block: Uint8Array, field: Field): string | undefined =>
  calendarDay(textOf(block, field)) ?? undefined;

/** As `dayOf`; null for 长期. */
export const expiryOf = (block: Uint8Array, field: Field): string | null | undefined =>
  textOf(block, field) === LONG_TERM ? null : dayOf(block, field);

/** Bytes of one address. */
const ADDRESS_BYTES = 70;

/** The data of 3003: addresses of 70 bytes each, blank ones left out. */
export function parseAddresses(data: Uint8Array): string[] {
  const count = Math.floor(data.length / ADDRESS_BYTES);
  return Array.from({ length: count }, (_, i) => textOf(data, [i * ADDRESS_BYTES, ADDRESS_BYTES])).filter(
    (address) => address !== '',
  );
}
