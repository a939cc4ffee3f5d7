/** What a person can get wrong in a case: each fault has its name, and everything wrong is named at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerBenefits } from './answer.ts';
import { duplicateKey } from './duplicate-key.ts';
import { parseBenefitInput } from './engine.ts';
import { nearestName } from './nearest.ts';

const faultsOf = (raw: unknown): [string, string][] => {
  const parsed = parseBenefitInput(raw);
  return parsed.ok ? [] : parsed.fault.map(({ name, field }) => [name, field]);
};

const on = { injury_date: '2026-03-10' };

test.each<[unknown, string, string]>([
  [[], 'not-an-object', ''],
  [null, 'not-an-object', ''],
  ['{}', 'not-an-object', ''],
  [{ own_wages: 5 }, 'unknown-field', 'own_wages'],
  [{ death: { day: '2026-01-01' } }, 'unknown-field', 'death.day'],
  [{ dependants: 'spouse' }, 'wrong-type', 'dependants'],
  [{ insured: 'false' }, 'wrong-type', 'insured'],
  [{ own_wage: 'NaN' }, 'not-a-number', 'own_wage'],
  [{ own_wage: Number.NaN }, 'not-a-number', 'own_wage'],
  [{ own_wage: null }, 'not-a-number', 'own_wage'],
  [{ own_wage: '五千' }, 'not-a-number', 'own_wage'],
  [{ inpatient_days: 2.5 }, 'not-a-number', 'inpatient_days'],
  [{ own_wage: -1 }, 'negative-number', 'own_wage'],
  [{ contribution_wages: [5000, -1] }, 'negative-number', 'contribution_wages.1.wage'],
  [{ own_wage: 10_000_001 }, 'number-too-large', 'own_wage'],
  [{ area_avg_wage: 0 }, 'zero-wage-table', 'area_avg_wage'],
  [{ urban_disposable_income: { 2025: 0 } }, 'zero-wage-table', 'urban_disposable_income'],
  [{ province: '火星' }, 'unknown-province', 'province'],
  [{ province: 33 }, 'unknown-province', 'province'],
  [{ grade: 11 }, 'grade-out-of-range', 'grade'],
  [{ grade: 0 }, 'grade-out-of-range', 'grade'],
  [{ grade: 1.5 }, 'grade-out-of-range', 'grade'],
  [{ earlier_grades: [9, 12] }, 'grade-out-of-range', 'earlier_grades.1'],
  [{ injury_date: '2026-02-30' }, 'not-a-day', 'injury_date'],
  [{ death: '01/02/2026' }, 'not-a-day', 'death.date'],
  [{ missing: { injury_month: '2026-13' } }, 'not-a-month', 'missing.injury_month'],
  [{ ...on, death: '2026-03-09' }, 'date-before-injury', 'death.date'],
  [{ ...on, termination: '2026-03-09' }, 'date-before-injury', 'termination.date'],
  [{ ...on, accepted: '2025-03-10' }, 'date-before-injury', 'accepted'],
  [{ ...on, expenses: ['2026-03-10', '2026-03-09'] }, 'date-before-injury', 'expenses.1.date'],
  [{ ...on, missing: { injury_month: '2026-02' } }, 'date-before-injury', 'missing.injury_month'],
  [{ care_level: 'total' }, 'unknown-value', 'care_level'],
  [{ care_level: 'constructor' }, 'unknown-value', 'care_level'],
  [{ scenario: 'G14_9' }, 'unknown-value', 'scenario'],
  [{ termination: { reason: 'fired' } }, 'unknown-value', 'termination.reason'],
  [{ scenario: '16(1)(2)' }, 'scenario-excluded', 'scenario'],
  [{ dependants: ['wife'] }, 'unknown-relation', 'dependants.0.relation'],
  [{ dependants: ['spouse', 'spouse'] }, 'two-spouses', 'dependants'],
  [{ urban_disposable_income: 56_502 }, 'income-without-year', 'urban_disposable_income'],
  [{ urban_disposable_income: { latest: 56_502 } }, 'income-without-year', 'urban_disposable_income'],
  [{ urban_disposable_income: [56_502] }, 'wrong-type', 'urban_disposable_income'],
  [{ contribution_wages: [] }, 'no-contribution-wages', 'contribution_wages'],
  [{ contribution_wages: Array(13).fill(5000) }, 'too-many-contribution-wages', 'contribution_wages'],
  [{ contribution_wages: [5000, 6000], own_wage: 5600 }, 'two-own-wages', 'own_wage'],
  [{ stay_pay_months: 25 }, 'stay-pay-too-long', 'stay_pay_months'],
  [{ after_stay_period: true }, 'field-without-its-case', 'after_stay_period'],
  [{ inpatient_days: 3, out_of_area_days: 4 }, 'out-of-area-days', 'out_of_area_days'],
  [{ scenario: 'G14_4', occupational_disease: false }, 'disease-not-of-scenario', 'occupational_disease'],
  [{ employer_applied: '2026-04-02', accepted: '2026-04-01' }, 'applied-after-acceptance', 'employer_applied'],
  [
    { years_to_retirement: 8, statutory_retirement_date: '2028-03-10', termination: '2026-03-10' },
    'retirement-contradicts',
    'years_to_retirement',
  ],
])('%j: %s', (raw, name, field) => expect(faultsOf(raw)).toEqual([[name, field]]));

describe('months of the contribution wages', () => {
  const wages = (...months: string[]) => ({
    ...on,
    contribution_wages: months.map((month) => ({ month, wage: 5000 })),
  });

  test('the first and the last of the twelve count', () => expect(faultsOf(wages('2025-03', '2026-02'))).toEqual([]));

  test.each(['2025-02', '2026-03', '2026-04'])('%s does not', (month) =>
    expect(faultsOf(wages(month))).toEqual([['wage-month-not-before-injury', 'contribution_wages.0.month']]),
  );

  test('one of them twice', () =>
    expect(faultsOf(wages('2026-01', '2026-01'))).toEqual([['wage-month-twice', 'contribution_wages.1.month']]));
});

test('everything wrong is named at once, with words for the person and a hint for staff', () => {
  const parsed = parseBenefitInput({ grade: 11, own_wage: -5, own_wges: 5 });
  expect(parsed).toMatchObject({
    ok: false,
    fault: [
      { name: 'negative-number', message: 'own_wage：不能为负数', code: 'BN06' },
      { name: 'grade-out-of-range', message: 'grade：伤残等级应为1至10级', hint: 'whole number 1–10' },
      { name: 'unknown-field', hint: 'did you mean own_wage?' },
    ],
  });
});

test('what fits together is taken: an application on the day of acceptance, or of two the earlier; rounded years', () => {
  expect(faultsOf({ employer_applied: '2026-04-01', accepted: '2026-04-01' })).toEqual([]);
  expect(faultsOf({ employer_applied: '2026-04-02', worker_applied: '2026-03-30', accepted: '2026-04-01' })).toEqual(
    [],
  );
  const years = { years_to_retirement: 2.5, statutory_retirement_date: '2028-09-12', termination: '2026-03-10' };
  expect(faultsOf(years)).toEqual([]);
});

test.each([
  ['{"grade":10,"grade":9}', 'grade'],
  ['{"termination":{"date":"2026-01-01","d\\u0061te":"2026-02-01"}}', 'termination.date'],
])('a key twice is named: %s', (text, field) => {
  expect(answerBenefits(text)).toMatchObject({ code: 2, body: { errors: [{ name: 'key-twice', field }] } });
});

test('the same key in two objects, or a value that looks like one, is no key twice', () => {
  expect(duplicateKey('[{"a":"a","b":["a","a"]},{"a":{"a":"}\\",\\"a"}}]')).toBeNull();
});

test('no valid JSON is taken for one with a key twice', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => duplicateKey(JSON.stringify(value)) === null));
});

test('false is as if the field were not there', () => {
  const parsed = parseBenefitInput({ death: false, termination: false, missing: false });
  expect(parsed).toEqual({ ok: true, value: {} });
});

test('no JSON makes the reader throw', () => {
  const names = fc.constantFrom(
    'grade',
    'own_wage',
    'death',
    'dependants',
    'contribution_wages',
    'province',
    'missing',
  );
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(names, fc.string()), fc.jsonValue()), (raw) => {
      expect(typeof parseBenefitInput(raw).ok).toBe('boolean');
    }),
  );
});

test('a name too far from all others suggests none', () => {
  expect(nearestName('min_wages', ['min_wage', 'own_wage'])).toBe('min_wage');
  expect(nearestName('favourite_colour', ['min_wage', 'own_wage'])).toBeUndefined();
});
