/** What the chip of an emulated identity card holds (readers.md 1.8, 1.9). */
import type { OtherCard, Person } from '../people/person.ts';

const TEXT_BYTES = 256;
const ADDRESS_UNITS = 35;
const PORTRAIT_BYTES = 1024;
const FINGERPRINT_BYTES = 512;
const MANAGEMENT_NUMBER_BYTES = 28;
/** "WL", 102, 126, 50, and three bytes that differ between real blocks. */
const PORTRAIT_HEADER = Uint8Array.of(0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, 0x00, 0x00, 0x00);
/** Index of the byte that says which finger a template is of, and two codes: right thumb, left thumb. */
const FINGER_BYTE = 5;
const FINGERS = [11, 16] as const;

/** 256 bytes of UTF-16LE, each field filled up with blanks. */
export function textBlock(person: Person): Buffer {
  const bytes = Buffer.from(fieldsOf(person).join(''), 'utf16le');
  if (bytes.length !== TEXT_BYTES) throw new Error(`The text block of ${person.id} has ${bytes.length} bytes`);
  return bytes;
}

function fieldsOf(person: Person): string[] {
  switch (person.otherCard?.layout) {
    case 'I':
      return foreigner2017(person, person.otherCard);
    case 'J':
      return [...commonStart(person, ''), ...residencePermitEnd(person.otherCard)];
    case 'Y':
      return foreigner2023(person, person.otherCard);
    default:
      return [...commonStart(person, person.nation), field('', 18)];
  }
}

/** Name to expiry, which residents' cards and residence permits share; 220 bytes. */
const commonStart = (person: Person, nation: string): string[] => [
  field(person.name, 15),
  field(person.sex, 1),
  field(nation, 2),
  field(person.birthDate, 8),
  field(person.address, ADDRESS_UNITS),
  field(person.number, 18),
  field(person.authority, 15),
  field(person.validFrom, 8),
  field(person.validTo, 8),
];

const residencePermitEnd = (card: OtherCard & { layout: 'J' }): string[] => [
  field(card.passNumber, 9),
  field(card.issueCount, 2),
  field('', 3),
  'J',
  field('', 3),
];

const foreigner2017 = (person: Person, card: OtherCard & { layout: 'I' }): string[] => [
  field(card.latinName, 60),
  field(person.sex, 1),
  field(person.number, 15),
  field(card.nationality, 3),
  field(person.name, 15),
  field(person.validFrom, 8),
  field(person.validTo, 8),
  field(person.birthDate, 8),
  field(card.cardVersion, 2),
  field(card.acceptingAuthority, 4),
  'I',
  field('', 3),
];

const foreigner2023 = (person: Person, card: OtherCard & { layout: 'Y' }): string[] => [
  field(person.name, 15),
  field(person.sex, 1),
  field(card.renewals, 2),
  field(person.birthDate, 8),
  field(card.latinName.slice(0, 35), 35),
  field(person.number, 18),
  field('', 15),
  field(person.validFrom, 8),
  field(person.validTo, 8),
  field(card.latinName.slice(35), 11),
  field(card.nationality, 3),
  'Y',
  field(card.oldNumberLink, 3),
];

/** The addresses written after the card was issued, 70 bytes each; nothing when there are none. */
export function newestAddresses(person: Person): Buffer {
  return Buffer.from(
    (person.newestAddresses ?? []).map((address) => field(address, ADDRESS_UNITS)).join(''),
    'utf16le',
  );
}

function field(text: string, units: number): string {
  if (text.length > units) throw new Error(`A field of ${text.length} characters has room for ${units}`);
  return text.padEnd(units, ' ');
}

/** 1024 bytes: the emulated WLT block, or zeros where the card has no portrait. */
export function portraitBlock(person: Person): Buffer {
  const block = Buffer.alloc(PORTRAIT_BYTES);
  if (!person.hasPortrait) return block;
  block.set(PORTRAIT_HEADER);
  block.write(person.face ?? person.id, PORTRAIT_HEADER.length, 'latin1');
  return block;
}

/** Whose portrait an emulated block stands for, or null when it is not such a block. */
export function portraitReference(block: Uint8Array): string | null {
  if (block.length !== PORTRAIT_BYTES || PORTRAIT_HEADER.some((byte, at) => block[at] !== byte)) return null;
  const rest = Buffer.from(block.subarray(PORTRAIT_HEADER.length));
  return rest.toString('latin1', 0, rest.indexOf(0));
}

/** Two templates of 512 bytes; no fingerprint of anybody. */
export function fingerprintBlock(): Buffer {
  return Buffer.concat(
    FINGERS.map((finger) => {
      const template = Buffer.alloc(FINGERPRINT_BYTES);
      template[FINGER_BYTE] = finger;
      return template;
    }),
  );
}

/** 28 bytes, the same for each card laid down by the same person. */
export function managementNumber(person: Person): Buffer {
  return Buffer.alloc(MANAGEMENT_NUMBER_BYTES, person.id, 'latin1');
}
