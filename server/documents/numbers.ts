/** Numbers of documents, without gaps, and the codes by which a paper proves itself. */
import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/database.ts';

const DIGITS = 4;
/** Without I, L, O and U, which are misread (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 16;

/**
 * The next number of a series, as printed: 潍城人社工认字〔2026〕0001号. The counter's row stays locked until the
 * transaction ends, and goes back with it: no number is lost, none given twice.
 */
export async function nextNumber(
  tx: Tx,
  { regionCode, prefix, series, year }: { regionCode: string; prefix: string; series: string; year: number },
): Promise<string> {
  const row = await tx
    .insertInto('document_counter')
    .values({ region_code: regionCode, series: prefix + series, year, last_number: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['region_code', 'series', 'year'])
        .doUpdateSet((eb) => ({ last_number: eb('document_counter.last_number', '+', 1) })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow();
  return numberText(prefix + series, year, row.last_number);
}

const numberText = (series: string, year: number, running: number): string =>
  `${series}〔${year}〕${String(running).padStart(DIGITS, '0')}号`;

/** 80 random bits in four groups: 7K3M-9QXA-… */
export function newVerificationCode(): string {
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** As people type it: small letters, blanks, letters read for digits. */
const normalisedCode = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');

export const codeHash = (code: string): Buffer => createHash('sha256').update(normalisedCode(code)).digest();

/** Full-width and other brackets, and blanks, are the same number. */
export const normalisedNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[[({【［（]/g, '〔')
    .replace(/[\])}】］）]/g, '〕');
