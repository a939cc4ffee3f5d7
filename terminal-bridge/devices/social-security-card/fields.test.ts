import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardNumberCheck, isCardNumber } from './card-number.ts';
import { alphanumeric, day, digits, name } from './fields.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const E = 0x45;

describe('a name', () => {
  it('is GB18030: 䶮, which GBK loses, and a character of four bytes', () => {
    expect(name(hex('CDF5 FE9F 0000'))).toBe('王䶮');
    expect(name(hex('CDF5 9532 8236 00'))).toBe('王𠀀');
  });

  it('goes on in its extension, even in the middle of a character', () => {
    const [start, rest] = [hex('CDF5 BD'), hex('A8 BBAA 0000')];
    expect(name(start, rest)).toBe('王建华');
  });

  it('is not taken for fill bytes when it is Latin and ends in E', () => {
    expect(name(Buffer.from('MARIE'))).toBe('MARIE');
  });

  it.each([
    ['zeros', new Uint8Array(30)],
    ['FF', new Uint8Array(30).fill(0xff)],
    ['E, as given-up fields of 1.0 are', new Uint8Array(30).fill(E)],
  ])('is blank when the field holds %s', (_, value) => expect(name(value)).toBe(''));

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => typeof name(a, b) === 'string'));
  });
});

describe('other fields', () => {
  it.each([
    ['30310000', '01'],
    ['3031EEEE', '01'],
    ['45454545', ''],
    ['', ''],
  ])('an %s is "%s"', (value, text) => expect(alphanumeric(hex(value))).toBe(text));

  it.each([
    ['20190115', '20190115'],
    ['3707FFFF', '3707'],
    ['3707EEEE', '3707'],
    ['FFFFFFFF', ''],
  ])('cn %s is "%s"', (value, text) => expect(digits(hex(value))).toBe(text));

  it('a date is a day, or nothing', () => {
    expect(day(hex('20190115'))).toBe('2019-01-15');
    expect(day(hex('2019FFFF'))).toBeNull();
    expect(day(hex('2019AB15'))).toBeNull();
  });
});

describe('a card number', () => {
  it.each([
    ['D2143569', 'X'],
    ['X0000001', '9'],
    ['ET000077', 'X'],
  ])('%s has the check character %s', (first8, check) => {
    expect(cardNumberCheck(first8)).toBe(check);
    expect(isCardNumber(first8 + check)).toBe(true);
  });

  it.each(['D21435690', 'D2143569', 'd2143569X', ''])('"%s" is none', (text) => expect(isCardNumber(text)).toBe(false));
});
