/** People who are nobody, with numbers that hold together. */
import { parseIdentityNumber } from '@anban/foundation/identity-number';
import { unwrap } from '@anban/foundation/result';
import { describe, expect, test } from 'vitest';
import { account, employerOf, personOf } from './people.ts';
import { Random } from './random.ts';

const people = Array.from({ length: 3000 }, (_, i) => personOf(i, new Random(`p${i}`), '370702', '1962-01-01'));

describe('an invented person', () => {
  test('has a number of its own whose check digit, birth date and sex hold', () => {
    expect(new Set(people.map(({ number }) => number)).size).toBe(3000);
    for (const { number, birthDate, sex } of people) {
      expect(unwrap(parseIdentityNumber(number))).toBe(number);
      expect(number.slice(6, 14)).toBe(birthDate.replaceAll('-', ''));
      expect(Number(number[16]) % 2 === 1).toBe(sex === '男');
    }
  });

  test('has a sequence number that nobody of that age has, and a surname that nobody bears', () => {
    for (const { number, name } of people) {
      expect(Number(number.slice(14, 17))).toBeGreaterThanOrEqual(996);
      expect(name).toMatch(/^[样例虚拟构设假范]/);
    }
  });
});

describe('an invented employer', () => {
  test('has a credit code whose both check characters hold (GB 32100, GB 11714)', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    for (let i = 0; i < 200; i += 1) {
      const { code } = employerOf(i, new Random(`e${i}`), '370702');
      expect(code).toMatch(/^91370702YY\d{6}[\dX][0-9A-HJ-NP-RTUWXY]$/);
      const sum = [...code].reduce(
        (total, each, at) => total + characters.indexOf(each) * (at === 17 ? 1 : 3 ** at % 31),
        0,
      );
      expect(sum % 31).toBe(0);
      const organisation = [...code.slice(8, 16)].map((each) => Number.parseInt(each, 36));
      const weighted = organisation.reduce((total, each, at) => total + each * ([3, 7, 9, 10, 5, 8, 4, 2][at] ?? 0), 0);
      const check = code[16] === 'X' ? 10 : Number(code[16]);
      expect((weighted + check) % 11).toBe(0);
    }
  });
});

test('only a closed account ends in what the simulated bank returns', () => {
  for (let i = 0; i < 500; i += 1) {
    expect(account(new Random(`a${i}`), false)).toMatch(/^000000\d{12}[1-9]$/);
    expect(account(new Random(`a${i}`), true)).toMatch(/^000000\d{9}0000$/);
  }
});

test('chance is the same for the same text, and spread evenly', () => {
  expect(new Random('a').digest()).toBe(new Random('a').digest());
  expect(new Random('a').digest()).not.toBe(new Random('b').digest());
  const random = new Random('even');
  const seen = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const value = random.int(0, 9);
    seen[value] = (seen[value] ?? 0) + 1;
  }
  for (const count of seen) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
