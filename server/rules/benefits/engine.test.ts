import { describe, expect, test } from 'vitest';
import { PROVINCES } from './tables.ts';
import { amountOf, compute, itemOf } from './testing.ts';

const warningsOf = (result: ReturnType<typeof compute>): string[] => result.warnings.map(({ name }) => name);

describe('own wage', () => {
  const area = { grade: 10, area_avg_wage: 7000 };

  test('below 60 % of the area’s average it is raised, above 300 % cut, between them left', () => {
    expect(compute({ ...area, own_wage: 4199.99 })).toMatchObject({
      own_wage_used: 4200,
      own_wage: { bound: 'floor' },
    });
    expect(compute({ ...area, own_wage: 4200 })).toMatchObject({ own_wage_used: 4200, own_wage: { bound: 'within' } });
    expect(compute({ ...area, own_wage: 21_000 })).toMatchObject({
      own_wage_used: 21_000,
      own_wage: { bound: 'within' },
    });
    expect(compute({ ...area, own_wage: 21_000.01 })).toMatchObject({
      own_wage_used: 21_000,
      own_wage: { bound: 'cap' },
    });
  });

  test('the explanation says when the amount rests on a bound', () => {
    const item = itemOf(compute({ ...area, own_wage: 3000 }), 'one_time_disability');
    expect(item?.explanation).toBe('十级伤残，本人工资4200.00元（低于下限，按下限）的7个月');
  });

  test('it is the average of the contribution wages, unrounded; fewer months count as they are', () => {
    const result = compute({ grade: 10, contribution_wages: [3000, 3000, 3100] });
    expect(result.own_wage_used).toBe(3033.3333333333);
    expect(amountOf(result, 'one_time_disability')).toBe(21_233.33);
    expect(result.own_wage?.months).toBe(3);
    expect(warningsOf(result)).toContain('months-not-checked');
  });

  test('the twelve months before the injury, with their names', () => {
    const months = ['2025-03', '2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11'];
    const contribution_wages = [...months, '2025-12', '2026-01', '2026-02'].map((month) => ({ month, wage: 5000 }));
    const result = compute({ grade: 10, injury_date: '2026-03-01', contribution_wages });
    expect(amountOf(result, 'one_time_disability')).toBe(35_000);
    expect(warningsOf(result)).not.toContain('months-not-checked');
  });

  test('a rounded own wage beside its months is the same wage', () => {
    expect(compute({ grade: 10, contribution_wages: [3000, 3000, 3100], own_wage: 3033.33 }).own_wage_used).toBe(
      3033.3333333333,
    );
  });
});

describe('which year', () => {
  test('the lump sum takes the income of the year before the injury, not before the death', () => {
    const result = compute({ death: '2026-01-09', injury_date: '2025-12-30', area_avg_wage: 7000 });
    expect(itemOf(result, 'work_death')).toMatchObject({
      amount: 1_083_760,
      table: { row: 'urban_disposable_income.2024', verified: true },
    });
  });

  test('a figure of the case goes before the table', () => {
    const facts = { death: true, injury_date: '2026-01-09', urban_disposable_income: { 2025: '60000.5', 2024: 1 } };
    expect(itemOf(compute(facts), 'work_death')).toMatchObject({ amount: 1_200_010, table: { id: 'case-input' } });
  });

  test('an unverified year says so', () => {
    const result = compute({ death: true, injury_date: '2020-06-01' });
    expect(itemOf(result, 'work_death')?.table.verified).toBe(false);
    expect(warningsOf(result)).toContain('table-not-verified');
  });

  test('a subsidy never takes the average of the injury for that of the end', () => {
    const facts = { province: '山东', grade: 9, own_wage: 6000, termination: true, area_avg_wage: 7000 };
    const result = compute(facts);
    expect(itemOf(result, 'medical_subsidy')).toBeUndefined();
    expect(result.missing).toEqual([
      expect.objectContaining({
        input: 'area_avg_wage_at_termination',
        items: ['medical_subsidy', 'employment_subsidy'],
      }),
    ]);
    expect(amountOf(compute({ ...facts, area_avg_wage_at_termination: 8000 }), 'medical_subsidy')).toBe(56_000);
  });
});

describe('leaving subsidies', () => {
  test('Zhejiang pays 30, 25, 10, 7, 4 and 2 months for both', () => {
    for (const [grade, months] of [
      [5, 30],
      [6, 25],
      [7, 10],
      [8, 7],
      [9, 4],
      [10, 2],
    ] as const) {
      const result = compute({ province: '浙江省', grade, termination: true, province_avg_wage_at_termination: 1000 });
      expect(amountOf(result, 'medical_subsidy')).toBe(months * 1000);
      expect(itemOf(result, 'medical_subsidy')?.payer).toBe('fund');
      expect(amountOf(result, 'employment_subsidy')).toBe(months * 1000);
      expect(itemOf(result, 'employment_subsidy')?.payer).toBe('employer');
    }
  });

  test('rows that were not read in the law’s text carry the mark', () => {
    const shandong = { province: '山东', termination: true, area_avg_wage_at_termination: 7000 };
    expect(itemOf(compute({ ...shandong, grade: 9 }), 'employment_subsidy')?.table.verified).toBe(true);
    expect(itemOf(compute({ ...shandong, grade: 8 }), 'employment_subsidy')?.table.verified).toBe(false);
    expect(itemOf(compute({ ...shandong, grade: 8 }), 'medical_subsidy')?.table.verified).toBe(true);
    const hebei = compute({ ...shandong, province: '河北', grade: 9 });
    expect(hebei.items.map(({ table }) => table.verified)).toEqual([false, false]);
    expect(warningsOf(hebei)).toContain('table-not-verified');
  });

  test('every month of every provincial table reaches the amount', () => {
    for (const [province, table] of Object.entries(PROVINCES)) {
      for (const [grade, { months }] of Object.entries(table.medical)) {
        const facts = { own_wage: 1000, area_avg_wage_at_termination: 1000, province_avg_wage_at_termination: 1000 };
        const result = compute({ ...facts, province, grade: Number(grade), termination: true });
        expect(amountOf(result, 'medical_subsidy')).toBe(months.times(1000).toNumber());
      }
    }
  });

  test('where the base is own wage, it is bounded', () => {
    const facts = { province: '湖南', grade: 10, own_wage: 1000, area_avg_wage: 7000, termination: true };
    expect(amountOf(compute(facts), 'medical_subsidy')).toBe(6 * 4200);
  });

  test.each([
    ['浙江', 5, 1],
    ['浙江', 4.5, 0.8],
    ['浙江', 4, 0.8],
    ['浙江', 0.5, 0],
    ['浙江', -1, 0],
    ['河南', 0.5, 0.1],
    ['河南', 1, 0.2],
    ['河南', 0, 0],
    ['山东', 0.5, 1],
  ])('%s, %d years before retirement: factor %d', (province, years_to_retirement, factor) => {
    const wages = { area_avg_wage_at_termination: 1000, province_avg_wage_at_termination: 1000 };
    const result = compute({ province, grade: 10, termination: true, years_to_retirement, ...wages });
    expect(itemOf(result, 'employment_subsidy')?.factor).toBe(factor);
  });

  test('years to retirement follow from the two days', () => {
    const wages = { province: '浙江', grade: 9, province_avg_wage_at_termination: 8000 };
    const result = compute({ ...wages, termination: '2026-03-15', statutory_retirement_date: '2028-09-15' });
    expect(amountOf(result, 'employment_subsidy')).toBe(12_800);
    const late = compute({ ...wages, termination: '2028-09-15', statutory_retirement_date: '2028-09-15' });
    expect(amountOf(late, 'employment_subsidy')).toBe(0);
  });

  test('nobody said how near retirement is: whole, with a warning', () => {
    const result = compute({ province: '浙江', grade: 9, termination: true, province_avg_wage_at_termination: 8000 });
    expect(amountOf(result, 'employment_subsidy')).toBe(32_000);
    expect(warningsOf(result)).toContain('taper-not-checked');
  });

  test('at retirement Shandong pays no medical subsidy', () => {
    const facts = {
      province: '山东',
      grade: 9,
      area_avg_wage_at_termination: 8000,
      termination: { reason: 'retirement' },
    };
    expect(itemOf(compute(facts), 'medical_subsidy')).toMatchObject({ amount: 0, due: false });
  });

  test('grades 5 and 6 leave on their own request only', () => {
    const facts = { province: '浙江', province_avg_wage_at_termination: 8000 };
    const expired = { ...facts, termination: { reason: 'expiry' } };
    expect(itemOf(compute({ ...expired, grade: 6 }), 'medical_subsidy')).toMatchObject({ amount: 0, due: false });
    expect(amountOf(compute({ ...expired, grade: 7 }), 'medical_subsidy')).toBe(80_000);
    const asked = { ...facts, grade: 6, termination: { reason: 'worker_request' } };
    expect(amountOf(compute(asked), 'medical_subsidy')).toBe(200_000);
  });

  test('grades 1–4 keep the labour relation', () => {
    const facts = { province: '浙江', grade: 4, own_wage: 5000, min_wage: 2000, termination: true };
    const result = compute(facts);
    expect(itemOf(result, 'medical_subsidy')).toBeUndefined();
    expect(warningsOf(result)).toContain('no-subsidy-for-grade');
  });

  test('several injuries: Zhejiang pays once at the heaviest grade, the lump sum by this injury’s own', () => {
    const facts = { province: '浙江', grade: 10, earlier_grades: [8, 9], own_wage: 5000, termination: true };
    const result = compute({ ...facts, province_avg_wage_at_termination: 8000 });
    expect(amountOf(result, 'medical_subsidy')).toBe(56_000);
    expect(amountOf(result, 'one_time_disability')).toBe(35_000);
  });
});

describe('grades 1–6', () => {
  test('the pension starts the month after the conclusion', () => {
    const facts = { grade: 1, own_wage: 6000, min_wage: 2200, conclusion_date: '2026-12-31' };
    expect(itemOf(compute(facts), 'disability_pension')?.starts).toBe('2027-01');
  });

  test('after retirement the fund tops up a lower old-age pension', () => {
    const facts = { grade: 1, own_wage: 6000, min_wage: 2200 };
    const lower = compute({ ...facts, old_pension: 4000 });
    expect(itemOf(lower, 'disability_pension')).toMatchObject({ amount: 0, due: false });
    expect(itemOf(lower, 'pension_top_up')).toMatchObject({ amount: 1400, payer: 'fund' });
    const higher = compute({ ...facts, old_pension: 5400 });
    expect(itemOf(higher, 'pension_top_up')).toMatchObject({ amount: 0, due: false });
  });

  test('grade 5 without a word about work: the pension waits for it, the lump sum does not', () => {
    const result = compute({ grade: 5, own_wage: 6000, min_wage: 2200 });
    expect(amountOf(result, 'one_time_disability')).toBe(108_000);
    expect(result.missing.map(({ input, items }) => [input, items])).toEqual([
      ['can_arrange_work', ['disability_pension']],
    ]);
  });
});

describe('death', () => {
  test('grade 1–4 and nobody says when: only the lump sum waits', () => {
    const result = compute({ death: true, grade: 3, area_avg_wage: 7000, injury_date: '2026-01-05' });
    expect(amountOf(result, 'funeral')).toBe(42_000);
    expect(result.missing.map(({ input, items }) => [input, items])).toEqual([['after_stay_period', ['work_death']]]);
  });

  test('grade 5–10 after the stay-with-pay period: article 39 gives nothing', () => {
    const facts = { death: { after_stay_period: true }, grade: 7, area_avg_wage: 7000, own_wage: 5000 };
    const result = compute({ ...facts, dependants: ['spouse'] });
    expect(result.items.map(({ item, amount, due }) => [item, amount, due])).toEqual([
      ['funeral', 0, false],
      ['work_death', 0, false],
      ['dependant_pension', 0, false],
    ]);
  });

  test('the dependants’ pension starts the month after the death', () => {
    const facts = { death: '2026-01-31', own_wage: 6000, dependants: ['parent'] };
    expect(itemOf(compute(facts), 'dependant_pension')?.starts).toBe('2026-02');
  });
});

describe('treatment', () => {
  test('stay pay is what was really paid, whatever the bounds', () => {
    const facts = { stay_pay_months: 3, own_wage: 30_000, area_avg_wage: 7000 };
    expect(itemOf(compute(facts), 'stay_pay')).toMatchObject({ amount: 90_000, payer: 'employer', period: 'total' });
    expect(amountOf(compute({ ...facts, original_wage: 8000 }), 'stay_pay')).toBe(24_000);
    expect(warningsOf(compute({ ...facts, stay_pay_months: 12 }))).toEqual([]);
    expect(warningsOf(compute({ ...facts, stay_pay_months: 13 }))).toEqual(['extension-needed']);
  });

  test('meals by the day, by Hebei’s table inside and outside, by Zhejiang’s share of the minimum wage', () => {
    const days = { inpatient_days: 10 };
    expect(amountOf(compute({ ...days, meal_per_day: 33.33 }), 'hospital_meal')).toBe(333.3);
    expect(amountOf(compute({ ...days, province: '河北', out_of_area_days: 4 }), 'hospital_meal')).toBe(260);
    const zhejiang = compute({ ...days, province: '浙江', min_wage: 2490 });
    expect(itemOf(zhejiang, 'hospital_meal')).toMatchObject({ amount: 290.5, payer: 'fund' });
    expect(compute({ ...days, province: '山东' }).missing.map(({ input }) => input)).toEqual(['meal_per_day']);
  });

  const late = {
    ...{ injury_date: '2026-03-01', accepted: '2026-04-24' },
    expenses: [
      { date: '2026-03-10', amount: 100.1 },
      { date: '2026-04-22', amount: 200.2 },
      { date: '2026-05-02', amount: 300 },
    ],
  };

  test('costs are split by amount as well', () => {
    const result = compute({ ...late, employer_applied: '2026-04-20' });
    expect(itemOf(result, 'treatment_expenses_employer')).toMatchObject({ amount: 300.3, payer: 'employer' });
    expect(itemOf(result, 'treatment_expenses_fund')).toMatchObject({ amount: 300, payer: 'fund' });
  });

  test('the day of acceptance is still the employer’s, the next the fund’s', () => {
    const facts = { ...late, employer_applied: '2026-04-20', expenses: ['2026-04-24', '2026-04-25'] };
    expect(compute(facts).costs).toMatchObject({ employer_bears: ['2026-04-24'], fund_bears: ['2026-04-25'] });
  });

  test('without insurance no cost is the fund’s, late or not', () => {
    const result = compute({ ...late, insured: false, employer_applied: '2026-03-10' });
    expect(result.costs?.fund_bears).toEqual([]);
    expect(result.items.map(({ item, amount, payer }) => [item, amount, payer])).toEqual([
      ['treatment_expenses_employer', 600.3, 'employer'],
    ]);
  });

  test('costs without the day of acceptance wait for it', () => {
    const { accepted: _unknown, ...facts } = late;
    expect(compute(facts).missing).toMatchObject([
      { input: 'accepted', items: ['treatment_expenses_employer', 'treatment_expenses_fund'] },
    ]);
  });

  test('in time to the last day, the fund bears all', () => {
    const result = compute({ ...late, employer_applied: '2026-03-31' });
    expect(result.costs).toMatchObject({ employer_late: false, employer_bears: [] });
    expect(compute({ ...late, employer_applied: '2026-04-01' }).costs?.employer_late).toBe(true);
  });

  test('Zhejiang: the application is the limit, and a worker in time saves the fund’s payment', () => {
    const zhejiang = { ...late, province: '浙江' };
    const result = compute({ ...zhejiang, employer_applied: '2026-04-20' });
    expect(result.costs).toMatchObject({ employer_bears: ['2026-03-10'], fund_bears: ['2026-04-22', '2026-05-02'] });
    const worker = { employer_applied: '2026-04-20', worker_applied: '2026-03-30' };
    expect(compute({ ...zhejiang, ...worker }).costs?.employer_bears).toEqual([]);
    expect(compute({ ...late, ...worker }).costs?.employer_bears).toEqual(['2026-03-10', '2026-04-22']);
  });
});

describe('who pays', () => {
  test('without insurance the employer pays all of it, with the article', () => {
    const facts = { insured: false, grade: 1, own_wage: 6000, min_wage: 2200, care_level: '完全', area_avg_wage: 7000 };
    const result = compute(facts);
    expect(result.items.map(({ payer }) => payer)).toEqual(['employer', 'employer', 'employer']);
    expect(result.items[0]?.article).toContain('第62条');
  });
});

describe('what cannot be computed', () => {
  test('care and funeral need the area’s average; the rest is given', () => {
    const result = compute({ care_level: 'full', grade: 10, own_wage: 5000 });
    expect(result.items.map(({ item }) => item)).toEqual(['one_time_disability']);
    expect(result.missing[0]).toMatchObject({
      ...{ input: 'area_avg_wage', items: ['living_care'], code: 'BN50' },
      message: '缺少统筹地区上年度职工月平均工资，无法计算：生活护理费',
    });
  });

  test('own wage is named with every item on it', () => {
    const result = compute({ grade: 2, min_wage: 2200, stay_pay_months: 2 });
    expect(result.missing).toMatchObject([
      { input: 'own_wage', items: ['one_time_disability', 'disability_pension', 'stay_pay'] },
    ]);
    expect(result.own_wage_used).toBeNull();
  });

  test('leaving without a grade or a province asks for them', () => {
    const wages = { termination: true, province_avg_wage_at_termination: 8000 };
    expect(compute({ ...wages, province: '浙江' }).missing.map(({ input }) => input)).toEqual(['grade']);
    expect(compute({ ...wages, grade: 9, own_wage: 1 }).missing.map(({ input }) => input)).toEqual(['province']);
  });

  test.each([
    [{ province: '江苏', grade: 9 }, 'no-provincial-table'],
    [{ province: '四川', grade: 8 }, 'no-row-for-grade'],
  ])('%j: no guess of the subsidy, the lump sum is given', (facts, name) => {
    const result = compute({ ...facts, own_wage: 5000, termination: true, area_avg_wage_at_termination: 7000 });
    expect(result.items.map(({ item }) => item)).toEqual(['one_time_disability']);
    expect(result.errors.map((error) => [error.name, error.items[0]])).toEqual([
      [name, 'medical_subsidy'],
      [name, 'employment_subsidy'],
    ]);
  });

  test('a year the income table has not', () => {
    const result = compute({ death: true, injury_date: '2027-02-01', area_avg_wage: 7000 });
    expect(amountOf(result, 'funeral')).toBe(42_000);
    expect(result.errors[0]).toMatchObject({ name: 'income-year-not-in-table', items: ['work_death'] });
  });

  test('facts that call for nothing', () => {
    expect(compute({ own_wage: 5000 }).errors[0]?.name).toBe('nothing-to-compute');
  });
});

describe('what is said outweighs what could be concluded', () => {
  const leaving = { province: '山东', grade: 8, own_wage: 5000, area_avg_wage_at_termination: 7000 };

  test('the scenario of an occupational disease carries the factor by itself', () => {
    const result = compute({ ...leaving, scenario: 'G14_4', termination: true });
    expect(amountOf(result, 'medical_subsidy')).toBe(105_000);
    expect(amountOf(compute({ ...leaving, scenario: 'G14_1', termination: true }), 'medical_subsidy')).toBe(70_000);
  });

  test('where the labour relation goes on no subsidy is due, whatever wage is given', () => {
    const { items, missing, errors } = compute({ ...leaving, termination: false });
    expect(items.map(({ item }) => item)).toEqual(['one_time_disability']);
    expect([missing, errors]).toEqual([[], []]);
    expect(amountOf(compute(leaving), 'medical_subsidy')).toBe(70_000);
  });

  test.each(['none', '无'])('%s is no care, and no fault', (care_level) => {
    const { items, missing } = compute({ grade: 8, own_wage: 5000, care_level });
    expect([items.map(({ item }) => item), missing]).toEqual([['one_time_disability'], []]);
  });
});
