/** What must hold for every case, over generated ones. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exact } from '../money.ts';
import type { BenefitItem } from './engine.ts';
import { PROVINCES } from './tables.ts';
import { amountOf, compute, itemOf } from './testing.ts';

const money = (most: number) => fc.integer({ min: 1, max: most * 100 }).map((cents) => (cents / 100).toFixed(2));
const wage = money(60_000);
const grade = fc.integer({ min: 1, max: 10 });
const RELATIONS = ['child', 'parent', 'orphan', 'mother_alone', 'sibling', 'grandparent'];
const dependants = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...RELATIONS), { minLength: 1, maxLength: 8 }))
  .map(([spouse, others]) => (spouse ? ['spouse', ...others] : others));

/** Every fact at once, so that every rule of a living worker is at work. */
const living = fc.record({
  province: fc.constantFrom(...Object.keys(PROVINCES)),
  grade,
  own_wage: wage,
  area_avg_wage: money(20_000),
  min_wage: money(3000),
  can_arrange_work: fc.constant(false),
  care_level: fc.constantFrom('full', 'large', 'partial'),
  termination: fc.constant(true),
  province_avg_wage_at_termination: money(20_000),
  area_avg_wage_at_termination: money(20_000),
  years_to_retirement: fc.integer({ min: 0, max: 80 }).map((eighths) => eighths / 8),
  occupational_disease: fc.boolean(),
  stay_pay_months: fc.integer({ min: 1, max: 24 }),
  inpatient_days: fc.integer({ min: 1, max: 300 }),
  meal_per_day: money(100),
});

const EMPLOYER = new Set(['employment_subsidy', 'stay_pay']);
const payerOf = ({ item }: BenefitItem, grade: number): string =>
  EMPLOYER.has(item) || (item === 'disability_pension' && grade >= 5) ? 'employer' : 'fund';

test('amounts have at most two decimals, are never negative, and say who pays and why', () => {
  fc.assert(
    fc.property(living, (facts) => {
      const result = compute(facts);
      expect(result.missing).toEqual([]);
      for (const item of result.items) {
        expect(exact(item.amount).decimalPlaces()).toBeLessThanOrEqual(2);
        expect(item.amount).toBeGreaterThanOrEqual(0);
        expect(item.payer).toBe(payerOf(item, facts.grade));
        expect(item.formula.endsWith(exact(item.amount).toFixed(2))).toBe(true);
        expect(item.article).toMatch(/工伤保险条例第\d+条/);
        expect(item.table.version).not.toBe('');
      }
      const uninsured = compute({ ...facts, insured: false });
      expect(new Set(uninsured.items.map(({ payer }) => payer))).toEqual(new Set(['employer']));
      expect(uninsured.items.map(({ amount }) => amount)).toEqual(result.items.map(({ amount }) => amount));
    }),
  );
});

test('a higher wage never pays less, and outside the bounds the wage makes no difference', () => {
  fc.assert(
    fc.property(grade, wage, wage, money(20_000), (g, a, b, area) => {
      const [low, high] = exact(a).lessThan(b) ? [a, b] : [b, a];
      const facts = { grade: g, area_avg_wage: area, min_wage: 1, can_arrange_work: false };
      const less = compute({ ...facts, own_wage: low });
      const more = compute({ ...facts, own_wage: high });
      for (const { item, amount } of less.items) expect(amountOf(more, item)).toBeGreaterThanOrEqual(amount);
      expect(less.own_wage_used).toBeGreaterThanOrEqual(exact(area).times('0.6').toNumber());
      expect(more.own_wage_used).toBeLessThanOrEqual(exact(area).times(3).toNumber());
      if (exact(high).lessThan(exact(area).times('0.6'))) expect(more.items).toEqual(less.items);
    }),
  );
});

test('a pension is never below the minimum wage, and pension and top-up add up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), wage, money(5000), (g, own_wage, min_wage) => {
      const pension = itemOf(compute({ grade: g, own_wage, min_wage, can_arrange_work: false }), 'disability_pension');
      expect(pension?.amount).toBeGreaterThanOrEqual(Number(min_wage));
      expect(
        exact(pension?.before_floor ?? -1)
          .plus(pension?.top_up ?? -1)
          .toNumber(),
      ).toBe(pension?.amount);
    }),
  );
});

test('dependants’ parts add up to the sum, which is never above own wage', () => {
  // Thirds of a cent, as averages of months bring them.
  const wages = fc.array(wage, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(wages, dependants, (contribution_wages, people) => {
      const result = compute({ contribution_wages, dependants: people });
      const item = itemOf(result, 'dependant_pension');
      const parts = (item?.each ?? []).reduce((total, { amount }) => total.plus(amount), exact(0));
      expect(item?.each).toHaveLength(people.length);
      expect(parts.toNumber()).toBe(item?.amount);
      expect(item?.amount).toBeLessThanOrEqual(result.own_wage_used ?? -1);
      if (item?.capped) expect(item.amount).toBe(item.cap);
    }),
  );
});
