import { expect, test } from 'vitest';
import { testFile } from '../../testing/staff.ts';
import { supportedBy } from './dependants.ts';

const one = (relation: string, birthDate?: string) =>
  supportedBy({
    ...testFile(1),
    death: { day: '2026-07-11' },
    dependants: [{ name: '家属', relation, ...(birthDate === undefined ? {} : { birthDate }) }],
  });
const { sex } = testFile(1).person;

test.each([
  ['a child of 40', '子女', '1986-01-20', [], [], 0],
  ['a child of 11 up to the month of 18', '子女', '2015-01-20', ['child'], ['2033-01'], 0],
  ['a child that is 18 that day', '子女', '2008-07-11', [], [], 0],
  ['a mother of 55', '母亲', '1971-07-11', ['parent'], [null], 0],
  ['a father of 59', '父亲', '1966-07-12', [], [], 0],
  ['a parent of 57 of whom nobody says the sex', '父母', '1969-01-01', [], [], 1],
  ['a young spouse', '配偶', '1987-05-06', [], [], 0],
  ['an old spouse', '配偶', '1960-05-06', ['spouse'], [null], 0],
  ['without a birth date', '子女', undefined, [], [], 1],
])('%s', (_, relation, birthDate, dependants, dependantEnds, dependantsUnknown) => {
  expect(['男', '女']).toContain(sex);
  expect(one(relation, birthDate)).toEqual({ dependants, dependantEnds, dependantsUnknown });
});
