/** Data elements of EF05 and EF06 by their tags: from TLVs, in whatever order and records they came, to a card. */
import { nationOf, sexOf } from '../id-card-reader/codes.ts';
import type { Coded } from '../identity-document.ts';
import { isCardNumber } from './card-number.ts';
import { alphanumeric, day, digits, hexOf, name } from './fields.ts';
import type { SocialSecurityCard, SscHolder, SscVersion } from './social-security-card.ts';
import type { Tlv } from './tlv.ts';

const TAG = {
  cardId: 0x01,
  category: 0x02,
  version: 0x03,
  institution: 0x04,
  issuedOn: 0x05,
  validTo: 0x06,
  cardNumber: 0x07,
  number: 0x08,
  name: 0x09,
  nameExtension: 0x4e,
  sex: 0x0a,
  nation: 0x0b,
  birthPlace: 0x0c,
  birthDate: 0x0d,
} as const;

const CATEGORIES: ReadonlyMap<string, string> = new Map([
  ['1', '学龄前儿童'],
  ['2', '学生'],
  ['3', '成人'],
  ['4', '老年人'],
]);

export type IssuerData = Omit<SocialSecurityCard, 'algorithm' | 'holder'>;

/** From EF05; null when it names neither card nor number. */
export function issuerDataOf(entries: readonly Tlv[]): IssuerData | null {
  const value = finder(entries);
  const [cardId, cardNumber] = [hexOf(value(TAG.cardId)), alphanumeric(value(TAG.cardNumber))];
  if (cardNumber === '' || cardId.length < 6) return null;
  const category = alphanumeric(value(TAG.category));
  return {
    version: versionOf(alphanumeric(value(TAG.version))),
    cardNumber,
    cardNumberValid: isCardNumber(cardNumber),
    cardId,
    region: cardId.slice(0, 6),
    category: category === '' ? null : coded(category, CATEGORIES),
    institution: digits(value(TAG.institution)) || null,
    issuedOn: day(value(TAG.issuedOn)),
    validTo: day(value(TAG.validTo)),
  };
}

/** From EF06; null when it names nobody. */
export function holderOf(entries: readonly Tlv[]): SscHolder | null {
  const value = finder(entries);
  const number = alphanumeric(value(TAG.number));
  const holder = name(value(TAG.name), value(TAG.nameExtension));
  if (number === '' || holder === '') return null;
  const [sex, nation] = [alphanumeric(value(TAG.sex)), digits(value(TAG.nation))];
  return {
    number,
    name: holder,
    sex: sex === '' ? null : sexOf(sex),
    nation: nation === '' ? null : nationOf(nation),
    birthPlace: digits(value(TAG.birthPlace)) || null,
    birthDate: day(value(TAG.birthDate)),
  };
}

/** Compared by three characters; cards of the first generation leave it blank. */
function versionOf(text: string): SscVersion {
  const version = text.slice(0, 3);
  return version === '2.0' || version === '3.0' ? version : '1.0';
}

const coded = (code: string, labels: ReadonlyMap<string, string>): Coded => ({ code, label: labels.get(code) ?? code });

const finder =
  (entries: readonly Tlv[]) =>
  (tag: number): Uint8Array =>
    entries.find((entry) => entry.tag === tag)?.value ?? new Uint8Array();
