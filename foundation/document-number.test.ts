import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holderOf,
  parseForeignerNumber,
  parseForeignerNumber2017,
  parseResidencePermitNumber,
} from './document-number.ts';
import { checkCharacter } from './identity-number.ts';

// The official 2023 specimens and the residence permits' public ones.
const FOREIGN = ['932682198501010017', '911124198108030024', '931586198001010028'];
const RESIDENT = '11010519491231002X';

describe('the number of a foreigner (2023)', () => {
  it.each(FOREIGN)('%s is accepted', (number) => {
    expect(parseForeignerNumber(` ${number} `)).toEqual({ ok: true, value: number });
    expect(holderOf(number)).toBe('foreigner');
  });

  it.each([
    ["a resident's number", RESIDENT, 'holder'],
    ['a province that does not exist (19)', withCheck('91912419810803002'), 'holder'],
    ['another check character', '932682198501010018', 'check-digit'],
    ['the number of 2017', 'CAN370784010128', 'length'],
  ])('%s is refused', (_, number, fault) => expect(parseForeignerNumber(number)).toEqual({ ok: false, fault }));
});

describe('the number of a residence permit', () => {
  it.each([
    ['810000199408230021', 'hong-kong'],
    [withCheck('82000019900101001'), 'macao'],
    ['830000199201300022', 'taiwan'],
  ])('%s is accepted: %s', (number, holder) => {
    expect(parseResidencePermitNumber(number)).toEqual({ ok: true, value: number });
    expect(holderOf(number)).toBe(holder);
  });

  it('of a resident or a foreigner is refused', () => {
    expect(holderOf(RESIDENT)).toBe('resident');
    for (const number of [RESIDENT, ...FOREIGN])
      expect(parseResidencePermitNumber(number)).toEqual({ ok: false, fault: 'holder' });
  });
});

describe('the number of a foreigner (2017)', () => {
  it('is three letters and twelve digits, small letters and full-width forms normalised', () => {
    expect(parseForeignerNumber2017('can37078401 0128')).toEqual({ ok: true, value: 'CAN370784010128' });
    expect(parseForeignerNumber2017('ＣＡＮ３７０７８４０１０１２８')).toEqual({ ok: true, value: 'CAN370784010128' });
  });

  it.each([
    ['CAN37078401012', 'length'],
    ['CA0370784010128', 'characters'],
    [RESIDENT, 'length'],
  ])('%s is refused: %s', (number, fault) => {
    expect(parseForeignerNumber2017(number)).toEqual({ ok: false, fault });
  });
});

it('whatever is typed, no check throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const parse of [parseForeignerNumber, parseForeignerNumber2017, parseResidencePermitNumber])
        expect(typeof parse(text).ok).toBe('boolean');
    }),
  );
});

function withCheck(first17: string): string {
  return first17 + checkCharacter(first17);
}
