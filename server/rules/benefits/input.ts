/**
 * The facts of one case, as `anban rules benefits --help` documents them. Everything is optional here: what an item needs
 * and does not find is named in the result. What is given must be well formed; unknown names are refused.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import type { Exact } from '../money.ts';
import { contradictions } from './contradictions.ts';
import { type BenefitFault, benefitFault } from './faults.ts';
import { choice, count, day, field, flag, grade, month, published, readNumber, wage, yearsLeft } from './fields.ts';
import { issueFault } from './issue-fault.ts';
import { readProvince } from './provinces.ts';

const RELATIONS = {
  spouse: 'spouse',
  child: 'child',
  parent: 'parent',
  mother: 'parent',
  father: 'parent',
  grandparent: 'grandparent',
  grandchild: 'grandchild',
  sibling: 'sibling',
  other: 'other',
} as const;
export type Relation = (typeof RELATIONS)[keyof typeof RELATIONS];

/** `mother_alone` is a lonely mother, `orphan` an orphaned child: the words people write, as objects. */
function dependantObject(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  if (raw === 'orphan') return { relation: 'child', orphan: true };
  if (raw === 'elder_alone') return { relation: 'other', lonely: true };
  return raw.endsWith('_alone') ? { relation: raw.slice(0, -'_alone'.length), lonely: true } : { relation: raw };
}

const Dependant = z.preprocess(
  dependantObject,
  z.strictObject({
    relation: choice<Relation>(RELATIONS, 'unknown-relation'),
    lonely: flag.optional(),
    orphan: flag.optional(),
  }),
);
export type Dependant = z.output<typeof Dependant>;

const CARE = {
  full: 'full',
  large: 'large',
  partial: 'partial',
  完全: 'full',
  大部分: 'large',
  部分: 'partial',
} as const;
export type CareLevel = (typeof CARE)[keyof typeof CARE];

const REASONS = {
  worker_request: 'worker_request',
  expiry: 'expiry',
  mutual: 'mutual',
  employer: 'employer',
  retirement: 'retirement',
} as const;

const SCENARIOS = {
  ...{ G14_1: 'G14_1', G14_2: 'G14_2', G14_3: 'G14_3', G14_4: 'G14_4', G14_5: 'G14_5', G14_6: 'G14_6', G14_7: 'G14_7' },
  ...{ G15_1: 'G15_1', G15_2: 'G15_2', G15_3: 'G15_3' },
} as const;
export type Scenario = (typeof SCENARIOS)[keyof typeof SCENARIOS];
const knownScenario = choice<Scenario>(SCENARIOS);

/** `15(1)(3)` and `G15_3` are the same; article 16 is no work injury. */
const scenario = z
  .preprocess((raw) => {
    const match = typeof raw === 'string' ? /^(14|15|16)\(1\)\((\d)\)$|^(14|15|16)\((\d)\)$/.exec(raw) : null;
    if (match === null) return raw;
    const article = match[1] ?? match[3];
    return `${article === '16' ? 'X' : 'G'}${article}_${match[2] ?? match[4]}`;
  }, z.unknown())
  .transform((raw, context) => {
    if (typeof raw !== 'string' || !raw.startsWith('X16_')) return raw;
    context.addIssue({ code: 'custom', params: { fault: 'scenario-excluded' } });
    return z.NEVER;
  })
  .pipe(knownScenario);

function happenedObject(raw: unknown): unknown {
  if (typeof raw === 'boolean') return raw ? {} : undefined;
  return typeof raw === 'string' ? { date: raw } : raw;
}

/** `true` says only that it happened, a day when, an object says more; `false` is as if it were not there. */
const happened = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess(happenedObject, z.strictObject(shape).optional()).optional();

const ContributionWage = z.preprocess(
  (raw) => (typeof raw === 'number' || typeof raw === 'string' ? { wage: raw } : raw),
  z.strictObject({ month: month.optional(), wage }),
);
const Expense = z.preprocess(
  (raw) => (typeof raw === 'string' ? { date: raw } : raw),
  z.strictObject({ date: day, amount: wage.optional() }),
);

/** {year: yuan}: a figure without its year is refused, because the year decides which injury it is for. */
const incomeByYear = field<ReadonlyMap<string, Exact>>((raw) => {
  if (typeof raw === 'number' || typeof raw === 'string') return { fault: 'income-without-year' };
  const table = z.record(z.string(), z.unknown()).safeParse(raw);
  if (!table.success) return { fault: 'wrong-type', hint: '{"2025": 56502}' };
  const years = new Map<string, Exact>();
  for (const [year, figure] of Object.entries(table.data)) {
    if (!/^(19|20|21)\d{2}$/.test(year)) return { fault: 'income-without-year', hint: `${year} is no year` };
    const read = readNumber(figure, 10_000_000);
    if ('fault' in read) return read;
    if (read.value.isZero()) return { fault: 'zero-wage-table' };
    years.set(year, read.value);
  }
  return { value: years };
});

const SHAPE = {
  province: field(readProvince).optional(),
  scenario: scenario.optional(),
  injury_date: day.optional(),
  insured: flag.optional(),
  own_wage: wage.optional(),
  contribution_wages: z.array(ContributionWage).optional(),
  original_wage: wage.optional(),
  area_avg_wage: published.optional(),
  bounds_year_rule: choice({
    year_before_injury: 'year_before_injury',
    contribution_limit_year: 'contribution_limit_year',
  }).optional(),
  min_wage: published.optional(),
  grade: grade.optional(),
  earlier_grades: z.array(grade).optional(),
  conclusion_date: day.optional(),
  can_arrange_work: flag.optional(),
  old_pension: wage.optional(),
  care_level: choice<CareLevel>(CARE).optional(),
  occupational_disease: flag.optional(),
  termination: happened({ date: day.optional(), reason: choice(REASONS).optional() }),
  province_avg_wage_at_termination: published.optional(),
  area_avg_wage_at_termination: published.optional(),
  years_to_retirement: yearsLeft.optional(),
  statutory_retirement_date: day.optional(),
  death: happened({ date: day.optional(), after_stay_period: flag.optional() }),
  after_stay_period: flag.optional(),
  dependants: z.array(Dependant).optional(),
  urban_disposable_income: incomeByYear.optional(),
  missing: happened({ injury_month: month.optional(), hardship: flag.optional() }),
  stay_pay_months: count(1000).optional(),
  inpatient_days: count(10_000).optional(),
  out_of_area_days: count(10_000).optional(),
  meal_per_day: wage.optional(),
  illegal_employment: flag.optional(),
  area_annual_avg_wage: published.optional(),
  employer_applied: day.optional(),
  worker_applied: day.optional(),
  employer_limit_day: day.optional(),
  accepted: day.optional(),
  expenses: z.array(Expense).optional(),
};
const Input = z.strictObject(SHAPE);

/** One case, read and checked: numbers are exact decimals, days are China days. */
export type BenefitInput = z.output<typeof Input>;
/** What is written in JSON; every field is documented in `anban rules benefits --help`. */

export type InputName = keyof typeof SHAPE;
export const INPUT_NAMES: readonly string[] = Object.keys(SHAPE);

/** Reads a case from outside, or names everything that is wrong with it at once. */
export function parseBenefitInput(raw: unknown): Result<BenefitInput, readonly BenefitFault[]> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fail([benefitFault('not-an-object', '')]);
  const parsed = Input.safeParse(raw);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => issueFault(issue, INPUT_NAMES)));
  const faults = contradictions(parsed.data);
  return faults.length > 0 ? fail(faults) : ok(parsed.data);
}
