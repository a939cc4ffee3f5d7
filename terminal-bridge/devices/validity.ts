/**
 * What stands out in the dates of a document. Nothing here refuses anybody: each is a reason for somebody to look.
 *
 * Terms of a resident's card by the holder's age when it was issued (居民身份证法 art 5): under 16 five years, 16 to 25 ten,
 * 26 to 45 twenty, from 46 on without end. Residence permits of Hong Kong, Macao and Taiwan: five years
 * (港澳台居民居住证申领发放办法). Foreigners' permanent residence: five years under 18, ten from then on
 * (外国人在中国永久居留审批管理办法).
 */
import type { IdentityDocument } from './identity-document.ts';

/** By name; the text is the hint for staff. `cardExpired` is the fault of the same name at the visit. */
export const VALIDITY_WARNINGS = {
  cardExpired: 'past its validity: two officers decide by looking at the person',
  cardNotYetValid: 'its validity has not begun: look at the card and at the clock of this terminal',
  issuedBeforeBirth: 'issued before its holder was born: look at the card',
  validityReversed: 'its validity ends before it begins: look at the card',
  validityTermUnusual: 'its term is not the one for the age of its holder when it was issued: look at the card',
  birthDateDiffers: 'its birth date is not the one in its number: look at the card',
} as const;
export type ValidityWarning = keyof typeof VALIDITY_WARNINGS;

export type DatedDocument = Pick<IdentityDocument, 'kind' | 'number' | 'birthDate' | 'validFrom' | 'validTo'>;

/**
 * The age that counts is that of the application; the card follows within 60 days, 90 in remote places (art 12). So
 * somebody who had a birthday just before the card was issued may have the term of the younger.
 */
const DAYS_FROM_APPLICATION = 90;

/** In the order of the table. `today`: YYYY-MM-DD in China. */
export function validityWarnings(document: DatedDocument, today: string): ValidityWarning[] {
  const { birthDate, validFrom, validTo } = document;
  const applies: Readonly<Record<ValidityWarning, boolean>> = {
    cardExpired: isExpired(document, today),
    cardNotYetValid: validFrom !== null && validFrom > today,
    issuedBeforeBirth: birthDate !== null && validFrom !== null && validFrom < birthDate,
    validityReversed: validFrom !== null && validTo !== null && validTo < validFrom,
    validityTermUnusual: hasUnusualTerm(document),
    birthDateDiffers: differsFromNumber(document),
  };
  return WARNINGS.filter((warning) => applies[warning]);
}

const isWarning = (name: string): name is ValidityWarning => name in VALIDITY_WARNINGS;
const WARNINGS = Object.keys(VALIDITY_WARNINGS).filter(isWarning);

/** The last day counts as valid. */
export const isExpired = ({ validTo }: Pick<DatedDocument, 'validTo'>, today: string): boolean =>
  validTo !== null && validTo < today;

/** Years; null: without end (长期). */
type Term = number | null;

/** Undefined: no term is prescribed for this kind of document. `age`: whole years. */
function termFor(kind: DatedDocument['kind'], age: number): Term | undefined {
  if (kind === 'resident-card') return age < 16 ? 5 : age < 26 ? 10 : age < 46 ? 20 : null;
  if (kind === 'residence-permit') return 5;
  if (kind === 'foreign-residence-2017' || kind === 'foreign-residence-2023') return age < 18 ? 5 : 10;
  return undefined;
}

/** Where the dates themselves make no sense, that is said by another name. */
function hasUnusualTerm({ kind, birthDate, validFrom, validTo }: DatedDocument): boolean {
  if (birthDate === null || validFrom === null || validFrom < birthDate) return false;
  if (validTo !== null && validTo < validFrom) return false;
  const ages = [validFrom, plusDays(validFrom, -DAYS_FROM_APPLICATION)].map((day) => ageOn(birthDate, day));
  return !ages.some((age) => {
    const term = termFor(kind, age);
    if (term === undefined) return true;
    return term === null ? validTo === null : validTo !== null && endsAfter(validFrom, term, validTo);
  });
}

/** A term ends on the day of the same date; one day less or more is told either way by issuers. */
function endsAfter(from: string, years: number, to: string): boolean {
  const end = `${String(Number(from.slice(0, 4)) + years).padStart(4, '0')}${from.slice(4)}`;
  return Math.abs(daysOf(end) - daysOf(to)) <= 1;
}

function differsFromNumber({ number, birthDate }: DatedDocument): boolean {
  const inNumber = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/i.exec(number);
  return inNumber !== null && birthDate !== null && inNumber.slice(1, 4).join('-') !== birthDate;
}

function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

const DAY_MS = 86_400_000;
/** 29 February of a common year is 1 March. */
const daysOf = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;
const plusDays = (day: string, days: number): string =>
  new Date((daysOf(day) + days) * DAY_MS).toISOString().slice(0, 10);
