/**
 * The facts of one case, as `anban rules benefits --help` documents them. Everything is optional here: what an item needs
 * and does not find is named in the result. What is given must be well formed; unknown names are refused.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { contradictions } from './contradictions.ts';
import { type BenefitFault, benefitFault } from './faults.ts';
import { choice, count, day, field, flag, grade, month, published, wage, yearsLeft } from './fields.ts';
import {
  ContributionWage,
  careLevel,
  Dependant,
  Expense,
  happened,
  incomeByYear,
  scenario,
  terminationReason,
} from './input-parts.ts';
import { issueFault } from './issue-fault.ts';
import { readProvince } from './provinces.ts';

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
  care_level: careLevel.optional(),
  occupational_disease: flag.optional(),
  termination: happened({ date: day.optional(), reason: terminationReason.optional() }),
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
/** What is written in JSON, before it is read. */
export type BenefitFacts = z.input<typeof Input>;
/** The name of a field; every field is documented in `anban rules benefits --help`. */

export type InputName = keyof typeof SHAPE;
export const INPUT_NAMES: readonly string[] = Object.keys(SHAPE);

/** The labour relation goes on, it is said: the average wage at its end is then nothing to compute from. */
function withoutEnd(input: BenefitInput): BenefitInput {
  const { province_avg_wage_at_termination: _, area_avg_wage_at_termination: __, ...rest } = input;
  return rest;
}

/** Reads a case from outside, or names everything that is wrong with it at once. */
export function parseBenefitInput(raw: unknown): Result<BenefitInput, readonly BenefitFault[]> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fail([benefitFault('not-an-object', '')]);
  const parsed = Input.safeParse(raw);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => issueFault(issue, INPUT_NAMES)));
  const input = 'termination' in raw && raw.termination === false ? withoutEnd(parsed.data) : parsed.data;
  const faults = contradictions(input);
  return faults.length > 0 ? fail(faults) : ok(input);
}
