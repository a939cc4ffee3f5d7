import { describe, expect, it } from 'vitest';
import { type DatedDocument, validityWarnings } from './validity.ts';

const TODAY = '2026-11-22';
const card: DatedDocument = {
  kind: 'resident-card',
  number: '110105198003150000',
  birthDate: '1980-03-15',
  validFrom: '2015-06-01',
  validTo: '2035-06-01',
};
/** A card of somebody born on `birthDate`, with that date in its number. */
const born = (birthDate: string, validFrom: string, validTo: string | null, kind = card.kind): DatedDocument => ({
  kind,
  number: `110105${birthDate.replaceAll('-', '')}0000`,
  birthDate,
  validFrom,
  validTo,
});

describe('the term of a resident’s card', () => {
  it.each([
    ['under 16: five years', '2015-01-01', '2024-05-01', '2029-05-01'],
    ['the day before 16', '2008-05-02', '2024-05-01', '2029-05-01'],
    ['16: ten years', '2008-05-01', '2024-05-01', '2034-05-01'],
    ['16 for a month, applied for before: five years', '2008-04-01', '2024-05-01', '2029-05-01'],
    ['25: ten years', '1998-05-02', '2024-05-01', '2034-05-01'],
    ['26: twenty years', '1998-05-01', '2024-05-01', '2044-05-01'],
    ['45: twenty years', '1978-05-02', '2024-05-01', '2044-05-01'],
    ['46: without end', '1978-05-01', '2024-05-01', null],
    ['issued on 29 February, until 28 February', '1990-01-01', '2024-02-29', '2044-02-28'],
    ['issued on 29 February, until a day that is none, as 1 March', '2015-01-01', '2024-02-29', '2029-03-01'],
  ])('of %s', (_what, birthDate, validFrom, validTo) => {
    expect(validityWarnings(born(birthDate, validFrom, validTo), TODAY)).toEqual([]);
  });

  it.each([
    ['twenty years at 15', '2009-05-01', '2024-05-01', '2044-05-01'],
    ['without end at 45', '1978-05-02', '2024-05-01', null],
    ['twenty years at 50', '1974-01-01', '2024-05-01', '2044-05-01'],
    ['ten years and two days at 20', '2004-01-01', '2024-05-01', '2034-05-03'],
    ['five years at 16, more than 90 days after the birthday', '2008-01-01', '2024-05-01', '2029-05-01'],
  ])('is unusual with %s', (_what, birthDate, validFrom, validTo) => {
    expect(validityWarnings(born(birthDate, validFrom, validTo), TODAY)).toEqual(['validityTermUnusual']);
  });

  it.each([
    ['residence-permit', '1980-01-01', '2029-05-01', []],
    ['residence-permit', '1980-01-01', '2034-05-01', ['validityTermUnusual']],
    ['foreign-residence-2017', '1980-01-01', '2034-05-01', []],
    ['foreign-residence-2023', '2010-01-01', '2029-05-01', []],
    ['foreign-residence-2023', '2010-01-01', '2034-05-01', ['validityTermUnusual']],
    ['social-security-card', '1980-01-01', '2031-01-01', []],
  ] as const)('of a %s of somebody born %s until %s: %s', (kind, birthDate, validTo, expected) => {
    expect(validityWarnings(born(birthDate, '2024-05-01', validTo, kind), TODAY)).toEqual(expected);
  });
});

describe('the dates of a card', () => {
  it('are good through the last day, and not on the next', () => {
    expect(validityWarnings(card, '2035-06-01')).toEqual([]);
    expect(validityWarnings(card, '2035-06-02')).toEqual(['cardExpired']);
  });

  it('are good from the first day, and not before', () => {
    expect(validityWarnings(card, '2015-06-01')).toEqual([]);
    expect(validityWarnings(card, '2015-05-31')).toEqual(['cardNotYetValid']);
  });

  it('cannot begin before the birth, or end before they begin', () => {
    expect(validityWarnings(born('2020-01-01', '2019-12-31', '2029-12-31'), TODAY)).toEqual(['issuedBeforeBirth']);
    const reversed = born('1980-03-15', '2020-06-01', '2019-06-01');
    expect(validityWarnings(reversed, TODAY)).toEqual(['cardExpired', 'validityReversed']);
  });

  it('must fit the number', () => {
    expect(validityWarnings({ ...card, birthDate: '1980-03-16' }, TODAY)).toEqual(['birthDateDiffers']);
  });

  it('that are not on the card are nothing to warn of', () => {
    const empty = { ...card, birthDate: null, validFrom: null, validTo: null };
    expect(validityWarnings(empty, TODAY)).toEqual([]);
  });
});
