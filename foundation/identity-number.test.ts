import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, maskIdentityNumber, maskName, parseIdentityNumber } from './identity-number.ts';

describe('an identity number', () => {
  // Public specimens: GB 11643 itself, the residence permits' and the official 2023 foreigner numbers.
  it.each([
    '11010519491231002X',
    '440524188001010014',
    '810000199408230021',
    '830000199201300022',
    '932682198501010017',
    '911124198108030024',
    '931586198001010028',
  ])('%s is accepted', (number) => {
    expect(parseIdentityNumber(number)).toEqual({ ok: true, value: number });
  });

  it('typed with a small x, blanks or full-width digits is the same number', () => {
    expect(parseIdentityNumber(' 110105 19491231 002x ')).toEqual({ ok: true, value: '11010519491231002X' });
    expect(parseIdentityNumber('１１０１０５１９４９１２３１００２Ｘ')).toEqual({
      ok: true,
      value: '11010519491231002X',
    });
  });

  it.each([
    ['11010519491231002', 'length'],
    ['', 'length'],
    ['1101051949123100AX', 'characters'],
    ['110105194913310021', 'birth-date'],
    ['110105194902300021', 'birth-date'],
    ['110105194912310021', 'check-digit'],
  ])('%s is refused: %s', (number, fault) => {
    expect(parseIdentityNumber(number)).toEqual({ ok: false, fault });
  });

  it('is refused whenever any one digit is another', () => {
    const digit = fc.integer({ min: 0, max: 16 });
    fc.assert(
      fc.property(digit, fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const number = '370702196803120017';
        const other = String((Number(number[at]) + shift) % 10);
        expect(parseIdentityNumber(number.slice(0, at) + other + number.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it('whatever is typed, the answer is a value or a named fault, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseIdentityNumber(text);
        if (parsed.ok) expect(checkCharacter(parsed.value.slice(0, 17))).toBe(parsed.value[17]);
      }),
    );
  });
});

describe('what a by-stander may read', () => {
  it('is region and last four of a number', () => {
    expect(maskIdentityNumber('11010519491231002X')).toBe('110105********002X');
    expect(maskIdentityNumber('123')).toBe('***');
  });

  it.each([
    ['', '*'],
    ['王', '*'],
    ['李娜', '李*'],
    ['王建国', '王*国'],
    ['𬭎䶮㛃', '𬭎*㛃'],
    ['买买提·吐尔逊江', '买******江'],
  ])('is the ends of the name %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});
