/** The derived vectors D01–D22: computed by hand from the statute, kept as data in `vectors.json`. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { amountOf, compute, itemOf } from './testing.ts';
import vectorsJson from './vectors.json' with { type: 'json' };

const Vector = z.object({
  id: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
});
const vectors = new Map(
  z
    .array(Vector)
    .parse(vectorsJson)
    .map((vector) => [vector.id, vector]),
);

function vector(id: string): z.output<typeof Vector> {
  const found = vectors.get(id);
  if (found === undefined) throw new Error(`no vector ${id}`);
  return found;
}

describe('grades', () => {
  test.each(['D01', 'D02', 'D03', 'D04'])('%s: lump sum and pension', (id) => {
    const { inputs, expected } = vector(id);
    const result = compute(inputs);
    expect(amountOf(result, 'one_time_disability')).toBe(expected.one_time_disability);
    expect(amountOf(result, 'disability_pension')).toBe(expected.monthly_pension);
    expect(itemOf(result, 'disability_pension')?.payer).toBe('fund');
    expect(result.missing).toEqual([]);
  });

  test.each(['D05', 'D06'])('%s: the pension is raised to the minimum wage by its own payer', (id) => {
    const { inputs, expected } = vector(id);
    expect(itemOf(compute(inputs), 'disability_pension')).toMatchObject({
      amount: expected.monthly_pension,
      before_floor: expected.monthly_pension_before_floor,
      top_up: expected.top_up,
      payer: expected.top_up_payer,
    });
  });

  test('D07: work is arranged, no pension and no question about the minimum wage', () => {
    const { inputs, expected } = vector('D07');
    const result = compute(inputs);
    expect(itemOf(result, 'disability_pension')).toMatchObject({ amount: expected.monthly_pension, due: false });
    expect(result.missing).toEqual([]);
  });

  test.each(['D08', 'D09', 'D10'])('%s: living care', (id) => {
    const { inputs, expected } = vector(id);
    const result = compute({ care_level: inputs.level, area_avg_wage: inputs.area_avg_wage_prev_year });
    expect(amountOf(result, 'living_care')).toBe(expected.monthly_care);
  });

  test('D17: a veteran’s relapse has no lump sum, and has the care', () => {
    const { inputs, expected } = vector('D17');
    const result = compute({ ...inputs, care_level: 'partial', area_avg_wage: 7000 });
    expect(amountOf(result, 'one_time_disability')).toBe(expected.one_time_disability);
    expect(amountOf(result, 'living_care')).toBe(2100);
    expect(amountOf(compute({ ...inputs, scenario: 'G15_3' }), 'one_time_disability')).toBe(0);
  });
});

describe('death', () => {
  test.each(['D11', 'D12', 'D13'])('%s: dependants', (id) => {
    const { inputs, expected } = vector(id);
    const item = itemOf(compute({ own_wage: inputs.own_wage, dependants: inputs.dependants }), 'dependant_pension');
    expect(item?.each?.map(({ amount }) => amount)).toEqual(expected.each);
    if (expected.sum !== undefined) expect(item?.amount).toBe(expected.sum);
    if (expected.raw !== undefined) expect(item?.each?.map(({ raw }) => raw)).toEqual(expected.raw);
    if (expected.raw_sum !== undefined) expect(item?.raw_sum).toBe(expected.raw_sum);
    if (expected.cap !== undefined) expect(item?.cap).toBe(expected.cap);
    expect(item?.capped).toBe(id === 'D12');
  });

  test('D14: grade 1–4 dies after the stay-with-pay period', () => {
    const { inputs, expected } = vector('D14');
    const { grade, after_stay_period, area_avg_wage } = inputs;
    const result = compute({
      ...{ grade, area_avg_wage, death: { after_stay_period } },
      ...{ own_wage: 6000, dependants: ['spouse'] },
    });
    expect(amountOf(result, 'funeral')).toBe(expected.funeral);
    expect(itemOf(result, 'work_death')).toMatchObject({ amount: expected.work_death, due: false });
    expect(amountOf(result, 'dependant_pension')).toBe(2400);
    expect(itemOf(result, 'one_time_disability')).toBeUndefined();
  });

  test('D15: death in the stay-with-pay period, injured in 2026', () => {
    const { inputs, expected } = vector('D15');
    const result = compute({
      ...{ death: true, after_stay_period: inputs.after_stay_period, area_avg_wage: inputs.area_avg_wage },
      ...{ injury_date: `${inputs.injury_year}-05-04`, own_wage: 6000, dependants: ['child'] },
    });
    expect(amountOf(result, 'funeral')).toBe(expected.funeral);
    expect(amountOf(result, 'work_death')).toBe(expected.work_death);
    expect(amountOf(result, 'dependant_pension')).toBe(1800);
  });

  test('D16: missing since March 2026, in hardship', () => {
    const { inputs, expected } = vector('D16');
    const { injury_month, hardship } = inputs;
    const result = compute({ missing: { injury_month, hardship }, own_wage: 6000, dependants: ['spouse'] });
    expect(result.missing_person).toEqual({
      wage_paid_months: expected.wage_paid_months,
      dependant_pension_from: expected.dependant_pension_from,
    });
    expect(amountOf(result, 'work_death_prepay')).toBe(expected.prepay);
    expect(itemOf(result, 'missing_wage')).toMatchObject({ amount: 18_000, payer: 'employer' });
    expect(itemOf(result, 'dependant_pension')?.starts).toBe(expected.dependant_pension_from);
  });
});

describe('provinces, illegal employment, late application', () => {
  test('D18: Zhejiang’s taper takes from the employment subsidy only', () => {
    const { inputs, expected } = vector('D18');
    const { province, grade, years_to_retirement } = inputs;
    const result = compute({
      ...{ province, grade, years_to_retirement, termination: true },
      province_avg_wage_at_termination: inputs.province_avg_wage,
    });
    expect(amountOf(result, 'medical_subsidy')).toBe(expected.medical_subsidy);
    expect(itemOf(result, 'employment_subsidy')).toMatchObject({
      amount: expected.employment_subsidy,
      factor: expected.employment_subsidy_factor,
    });
  });

  test('D19: illegal employment, grade 8', () => {
    const { inputs, expected } = vector('D19');
    const result = compute({ ...inputs, illegal_employment: true });
    expect(result.items.map(({ item, amount }) => [item, amount])).toEqual([
      ['illegal_employment_compensation', expected.one_time_compensation],
    ]);
  });

  test('D20: illegal employment, death', () => {
    const { inputs, expected } = vector('D20');
    const result = compute({
      ...{ illegal_employment: true, death: true, injury_date: '2026-02-01' },
      urban_disposable_income: { 2025: inputs.urban_disposable_income },
    });
    expect(result.items.map(({ item, amount, payer }) => [item, amount, payer])).toEqual([
      ['illegal_employment_compensation', expected.compensation, 'employer'],
      ['illegal_employment_funeral', expected.funeral_and_other, 'employer'],
    ]);
  });

  test('D21: Shandong pays half as much again for an occupational disease', () => {
    const { inputs, expected } = vector('D21');
    const { province, grade, occupational_disease, area_avg_wage } = inputs;
    const result = compute({
      ...{ province, grade, occupational_disease, termination: true, own_wage: 6000 },
      area_avg_wage_at_termination: area_avg_wage,
    });
    expect(amountOf(result, 'medical_subsidy')).toBe(expected.medical_subsidy);
    // The factor is the medical subsidy's alone.
    expect(amountOf(result, 'employment_subsidy')).toBe(16 * 7000);
  });

  test('D22: the employer was late and bears the costs to the day of acceptance', () => {
    const { inputs, expected } = vector('D22');
    const { injury, employer_applied, accepted, expense_dates } = inputs;
    const facts = { injury_date: injury, employer_applied, accepted, expenses: expense_dates };
    expect(compute(facts).costs).toMatchObject({
      employer_late: true,
      employer_limit_day: '2026-03-31',
      employer_bears: expected.employer_bears,
      fund_bears: expected.fund_bears,
    });
  });
});

test('YK-18: the published example, grade 10 with 3083.20 yuan, is 21582.40 yuan', () => {
  const result = compute({ province: '浙江', grade: 10, own_wage: 3083.2 });
  expect(result.items).toHaveLength(1);
  expect(result.items[0]).toMatchObject({ amount: 21_582.4, formula: '7 × 3083.20 = 21582.40', payer: 'fund' });
  expect(result.own_wage_used).toBe(3083.2);
  expect(result.warnings.map(({ name }) => name)).toEqual(['bounds-not-checked']);
});

test('every vector of benefits is used here', () => {
  expect([...vectors.keys()]).toEqual(Array.from({ length: 22 }, (_, i) => `D${String(i + 1).padStart(2, '0')}`));
});
