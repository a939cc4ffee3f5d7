/** The data of a read (3001) to a card: the resident layout of GA 450, 256 bytes of UTF-16LE padded with blanks. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { nationOf, sexOf } from './codes.ts';
import type { IdCard } from './reader.ts';

export const TEXT_BYTES = 256;
/** Offset and length in bytes. */
const FIELDS = {
  name: [0, 30],
  sex: [30, 2],
  nation: [32, 4],
  birthDate: [36, 16],
  address: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validTo: [204, 16],
  typeMark: [248, 2],
} as const satisfies Record<string, readonly [number, number]>;
/** I and Y: 外国人永久居留身份证 (2017, 2023). J: 港澳台居民居住证. Their layouts differ; they are not read yet. */
const OTHER_CARDS = ['I', 'J', 'Y'];
const LONG_TERM = '长期';

/** The decoded card; `cardUnsupported` for another type; `cardUnreadable` when the data make no sense. */
export function parseCardData(data: Uint8Array): Result<IdCard, 'cardUnsupported' | 'cardUnreadable'> {
  if (data.length < 4) return fail('cardUnreadable');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [textLength, photoLength] = [view.getUint16(0), view.getUint16(2)];
  if (textLength !== TEXT_BYTES || data.length < 4 + textLength + photoLength) return fail('cardUnreadable');
  const text = parseTextBlock(data.subarray(4, 4 + textLength));
  if (!text.ok) return text;
  return ok({ ...text.value, portrait: data.slice(4 + textLength, 4 + textLength + photoLength) });
}

/** `block`: 256 bytes. */
export function parseTextBlock(
  block: Uint8Array,
): Result<Omit<IdCard, 'portrait'>, 'cardUnsupported' | 'cardUnreadable'> {
  const decoder = new TextDecoder('utf-16le');
  const field = (name: keyof typeof FIELDS) => {
    const [offset, length] = FIELDS[name];
    return trim(decoder.decode(block.subarray(offset, offset + length)));
  };
  if (OTHER_CARDS.includes(field('typeMark'))) return fail('cardUnsupported');
  const [birthDate, validFrom] = [isoDate(field('birthDate')), isoDate(field('validFrom'))];
  const validTo = field('validTo') === LONG_TERM ? null : isoDate(field('validTo'));
  const [name, number] = [field('name'), field('number').replace(/\s/g, '')];
  if (name === '' || number === '') return fail('cardUnreadable');
  if (birthDate === undefined || validFrom === undefined || validTo === undefined) return fail('cardUnreadable');
  return ok({
    name,
    sex: sexOf(field('sex')),
    nation: nationOf(field('nation')),
    birthDate,
    address: field('address'),
    number,
    authority: field('authority'),
    validFrom,
    validTo,
  });
}

/** Padding is blanks by the specification; some personalisation systems left zeros or full-width blanks. */
const trim = (text: string): string => text.replaceAll('\0', ' ').trim();

function isoDate(yyyymmdd: string): string | undefined {
  return /^\d{8}$/.test(yyyymmdd) ? `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}` : undefined;
}
