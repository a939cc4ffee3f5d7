import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apportion, exact, parseDecimal, showPercent, showYuan, sum, toAmount, yuan, yuanDown } from './money.ts';

const cents = fc.integer({ min: 0, max: 1_000_000_00 });

describe('numbers from outside', () => {
  test.each([
    [3083.2, '3083.2'],
    ['3083.20', '3083.2'],
    ['0.1', '0.1'],
    [0, '0'],
    ['3083.33333333333333333333', '3083.33333333333333333333'],
  ])('%j is %s', (raw, text) => {
    const read = parseDecimal(raw);
    expect(typeof read === 'string' ? read : read.toFixed()).toBe(text);
  });

  test.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e21,
    1e-7,
    '1e3',
    'NaN',
    '',
    ' 5',
    '1,000',
    '+5',
    '0x10',
    null,
    true,
  ])('%j is no number', (raw) => expect(parseDecimal(raw)).toBe('not-a-number'));

  test.each([-1, '-0.01'])('%j is negative', (raw) => expect(parseDecimal(raw)).toBe('negative'));
});

describe('rounding', () => {
  test.each([
    ['1.005', '1.01'],
    ['2.675', '2.68'],
    ['1.0049999', '1.00'],
  ])('%s is rounded half up to %s, as floats would not', (raw, rounded) => {
    expect(yuan(exact(raw)).toFixed(2)).toBe(rounded);
  });

  test('an upper limit is rounded down', () => expect(yuanDown(exact('3333.339')).toFixed(2)).toBe('3333.33'));

  test('a product of a wage that floats cannot hold is exact', () => {
    expect(exact('1.1').times(exact('1.1')).toFixed()).toBe('1.21');
  });

  test('cents survive the way into JSON and back', () => {
    fc.assert(
      fc.property(cents, (n) => {
        const value = exact(n).dividedBy(100);
        return exact(JSON.parse(JSON.stringify(toAmount(value)))).equals(value);
      }),
    );
  });
});

test('yuan and percents as people write them', () => {
  expect(showYuan(exact('7'))).toBe('7.00');
  expect(showYuan(exact('3083.3333333333333'))).toBe('3083.3333333333');
  expect(showPercent(exact('0.85'))).toBe('85%');
});

test('shares add up to the total and are off by less than a cent', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(cents, weights, (n, raw) => {
      const total = exact(n).dividedBy(100);
      const parts = raw.map((weight) => exact(weight));
      const shares = apportion(total, parts);
      expect(sum(shares).toFixed(2)).toBe(total.toFixed(2));
      for (const [index, share] of shares.entries()) {
        const ideal = total.times(parts[index] ?? 0).dividedBy(sum(parts));
        expect(share.minus(ideal).abs().lessThan('0.01')).toBe(true);
      }
    }),
  );
});
