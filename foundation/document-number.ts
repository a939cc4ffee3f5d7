/**
 * Numbers of identity documents other than the resident's: where they differ from GB 11643 in form or in meaning.
 * The 18-character ones share its check character (ISO 7064 MOD 11-2); the 2017 foreigner's number has none.
 */
import { type IdentityNumberFault, normaliseIdentityNumber, parseIdentityNumber } from './identity-number.ts';
import { fail, ok, type Result } from './result.ts';

/** Who an 18-character number was given to. */
export type NumberHolder = 'resident' | 'hong-kong' | 'macao' | 'taiwan' | 'foreigner';

/** `holder`: a good number, of somebody who cannot hold this kind of document. */
export type DocumentNumberFault = IdentityNumberFault | 'holder';

/** 港澳台居民居住证: the region code says where its holder is from. */
const RESIDENCE_PERMIT_REGIONS: ReadonlyMap<string, NumberHolder> = new Map([
  ['810000', 'hong-kong'],
  ['820000', 'macao'],
  ['830000', 'taiwan'],
]);

/** GB/T 2260, first two digits: the provinces that issue a foreigner's number. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
);

/** Whose number this is, by its first characters. `number`: 18 characters, normalised. */
export function holderOf(number: string): NumberHolder {
  if (number.startsWith('9')) return 'foreigner';
  return RESIDENCE_PERMIT_REGIONS.get(number.slice(0, 6)) ?? 'resident';
}

/** The normalised number of a 港澳台居民居住证: 810000, 820000 or 830000, then as GB 11643. */
export function parseResidencePermitNumber(text: string): Result<string, DocumentNumberFault> {
  const number = parseIdentityNumber(text);
  return number.ok && !RESIDENCE_PERMIT_REGIONS.has(number.value.slice(0, 6)) ? fail('holder') : number;
}

/**
 * The normalised number of a 外国人永久居留身份证 as given since 2023-12-01: 9, province (2), country (3 digits, ISO
 * 3166), birth date (8), sequence (3), check character.
 */
export function parseForeignerNumber(text: string): Result<string, DocumentNumberFault> {
  const number = parseIdentityNumber(text);
  if (!number.ok) return number;
  const foreign = number.value.startsWith('9') && PROVINCES.has(number.value.slice(1, 3));
  return foreign ? number : fail('holder');
}

/**
 * The normalised number of a 外国人永久居留身份证 of 2017: 15 characters, the country (3 letters, GB/T 2659) and 12
 * digits. It has no check that is public.
 */
export function parseForeignerNumber2017(text: string): Result<string, 'length' | 'characters'> {
  const number = normaliseIdentityNumber(text);
  if (number.length !== 15) return fail('length');
  return /^[A-Z]{3}\d{12}$/.test(number) ? ok(number) : fail('characters');
}
