/** What the files of an emulated social security card hold (LD/T 32; readers.md 3.3). */
import iconv from 'iconv-lite';
import type { Person } from '../people/person.ts';

export const SSC_KINDS = ['1.0', '2.0', '3.0', 'bank', 'other', 'locked'] as const;
/** A generation of the card, or a card that is none: a bank's, some other one, a locked one. */
export type SscKind = (typeof SSC_KINDS)[number];
export const isSscKind = (text: string): text is SscKind => SSC_KINDS.some((kind) => kind === text);

/** Records of the files by file identifier; each is one tag, one length byte, and the value. */
export type Files = ReadonlyMap<number, readonly Buffer[]>;

const REGION = '370700';
const NAME_BYTES = 30;
const EXTENSION_BYTES = 20;
const CHECK_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

export function filesOf(person: Person, kind: SscKind): Files {
  return new Map([
    [0xef05, issuerFile(person, kind)],
    [0xef06, holderFile(person, kind)],
  ]);
}

function issuerFile(person: Person, kind: SscKind): Buffer[] {
  const serial = serialOf(person);
  // Cards of the first generation leave the version blank.
  const version = kind === '1.0' ? '' : kind === '3.0' ? '3.00' : '2.00';
  return [
    tlv(0x01, bcd(`${REGION}D156000005${serial}00000000`, 16)),
    tlv(0x02, ascii('3', 1)),
    tlv(0x03, ascii(version, 4)),
    tlv(0x04, bcd(`9156000002${REGION}${REGION}01`, 12)),
    tlv(0x05, bcd(person.validFrom, 4)),
    tlv(0x06, bcd('20391231', 4)),
    tlv(0x07, ascii(cardNumberOf(serial), 9)),
  ];
}

function holderFile(person: Person, kind: SscKind): Buffer[] {
  const name = iconv.encode(person.name, 'gb18030');
  const records = [tlv(0x08, ascii(person.number, 18)), tlv(0x09, filled(name.subarray(0, NAME_BYTES), NAME_BYTES, 0))];
  if (kind !== '1.0') records.push(tlv(0x4e, filled(name.subarray(NAME_BYTES), EXTENSION_BYTES, 0)));
  records.push(tlv(0x0a, ascii(person.sex, 1)), tlv(0x0b, bcd(person.nation, 1)));
  records.push(tlv(0x0c, bcd(person.number.slice(0, 6), 3)), tlv(0x0d, bcd(person.birthDate, 4)));
  return records;
}

/** Eight digits, the same for every card of the same person. */
export function serialOf(person: Person): string {
  const sum = [...person.id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 100_000_000, 7);
  return String(sum).padStart(8, '0');
}

/** 卡号: a letter, seven digits, and the check character. */
export function cardNumberOf(serial: string): string {
  const first8 = `A${serial.slice(1)}`;
  const sum = CHECK_WEIGHTS.reduce((total, weight, at) => total + weight * Number.parseInt(first8[at] ?? '0', 36), 0);
  return first8 + '0X987654321'[sum % 11];
}

const tlv = (tag: number, value: Buffer): Buffer => Buffer.concat([Uint8Array.of(tag, value.length), value]);
const ascii = (text: string, length: number): Buffer => filled(Buffer.from(text, 'latin1'), length, 0);
/** Digits two a byte, filled up with F. */
const bcd = (text: string, length: number): Buffer => Buffer.from(text.padEnd(length * 2, 'F'), 'hex');

function filled(bytes: Buffer, length: number, fill: number): Buffer {
  if (bytes.length > length) throw new Error(`${bytes.length} bytes do not fit into ${length}`);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, fill)]);
}
