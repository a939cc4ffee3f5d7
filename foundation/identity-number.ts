/**
 * Citizen identity numbers (GB 11643-1999, 公民身份号码): 6 digits region, 8 birth date, 3 sequence (odd = male), 1 check.
 * The check character is ISO 7064 MOD 11-2.
 */
import { fail, ok, type Result } from './result.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export type IdentityNumberFault = 'length' | 'characters' | 'birth-date' | 'check-digit';

/** Full-width forms and blanks removed, `x` raised: the one form in which numbers are compared. */
export const normaliseIdentityNumber = (text: string): string =>
  text.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** The check character for the first 17 digits. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** The normalised 18-character number, or why it cannot be one. */
export function parseIdentityNumber(text: string): Result<string, IdentityNumberFault> {
  const number = normaliseIdentityNumber(text);
  if (number.length !== 18) return fail('length');
  if (!/^\d{17}[\dX]$/.test(number)) return fail('characters');
  if (!isDate(number.slice(6, 14))) return fail('birth-date');
  if (checkCharacter(number) !== number[17]) return fail('check-digit');
  return ok(number);
}

/** `110105********002X`: enough for its holder to recognise, too little for a by-stander. */
export const maskIdentityNumber = (number: string): string =>
  number.length < 11 ? '*'.repeat(number.length) : `${number.slice(0, 6)}********${number.slice(-4)}`;

/** `王*明`, `欧***克`: the first and, from three characters on, the last character stay. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return '*';
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

function isDate(yyyymmdd: string): boolean {
  const iso = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6, 8)}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}
