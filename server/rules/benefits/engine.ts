/**
 * The benefit engine (条例 ch. 5): the facts of one case in, every amount with its explanation out. Pure: tables in, no
 * clock, no I/O. Read a case from outside with `parseBenefitInput`, then `computeBenefits`.
 */
import { toPlainNumber } from '../money.ts';
import { livingCare } from './care.ts';
import { caseWarnings } from './case-warnings.ts';
import { funeral, workDeath } from './death.ts';
import { dependantPension } from './dependants.ts';
import { disabilityPension, oneTimeDisability, pensionTopUp } from './disability.ts';
import { type BenefitFault, benefitFault } from './faults.ts';
import { illegalCompensation, illegalFuneral } from './illegal-employment.ts';
import type { BenefitInput, InputName } from './input.ts';
import { type CostSplit, employerCosts, fundCosts, splitCosts } from './late-application.ts';
import { type MissingInput, missingInput } from './missing-input.ts';
import { type MissingPerson, missingPerson, missingWage, workDeathPrepay } from './missing-person.ts';
import type { BenefitItem, ItemCode, Outcome, Rule, Warning } from './outcome.ts';
import { type OwnWage, ownWage } from './own-wage.ts';
import { hospitalMeal, stayPay } from './stay.ts';
import { employmentSubsidy, medicalSubsidy } from './subsidies.ts';
import { NATIONAL, PROVINCES, URBAN_INCOME } from './tables.ts';

export type { BenefitFault, FaultName } from './faults.ts';
export { type BenefitFacts, type BenefitInput, parseBenefitInput } from './input.ts';
export type { MissingInput } from './missing-input.ts';
export type { BenefitItem, DependantShare, ItemCode, Payer, Period, Warning } from './outcome.ts';
export type { TableRef } from './tables.ts';

const RULES: readonly Rule[] = [
  ...[oneTimeDisability, disabilityPension, pensionTopUp, livingCare, medicalSubsidy, employmentSubsidy],
  ...[funeral, workDeath, dependantPension, missingWage, workDeathPrepay, stayPay, hospitalMeal],
  ...[employerCosts, fundCosts, illegalCompensation, illegalFuneral],
];

/** How own wage came about; amounts in yuan a month, unrounded (at most 10 decimals). */
export interface OwnWageTrace {
  readonly average: number;
  readonly used: number;
  readonly months: number | null;
  readonly bound: OwnWage['bound'];
  readonly bounds_year_rule: string | null;
  readonly formula: string;
  readonly article: string;
}

export interface BenefitResult {
  readonly items: readonly BenefitItem[];
  /** Own wage inside its bounds, unrounded, at most 10 decimals; null when the case does not give it. */
  readonly own_wage_used: number | null;
  readonly own_wage: OwnWageTrace | null;
  /** Inputs that wanted items wait for. Empty, with `errors` empty: everything wanted was computed. */
  readonly missing: readonly MissingInput[];
  /** Items that no input could make computable: a table has no row. */
  readonly errors: readonly (BenefitFault & { readonly items: readonly ItemCode[] })[];
  readonly warnings: readonly Warning[];
  readonly missing_person?: MissingPerson;
  readonly costs?: CostSplit;
  /** The tables that were used. */
  readonly tables: readonly { id: string; version: string; valid_from: string; source: string }[];
}

/** True when every wanted item has its amount. */
export const isComplete = ({ missing, errors }: BenefitResult): boolean => missing.length + errors.length === 0;

/**
 * Every benefit the facts call for: a grade gives the disability benefits, `care_level` the care, an ended labour
 * relation the subsidies, a death its three benefits, and so on. What cannot be computed is named; the rest is given.
 */
export function computeBenefits(input: BenefitInput): BenefitResult {
  const wage = ownWage(input);
  const found = RULES.filter((rule) => rule.wanted(input)).map((rule) => ({
    rule,
    outcome: rule.compute({ input, wage }),
  }));
  const items = found.flatMap(({ outcome }) => outcome.items ?? []);
  const person = missingPerson(input);
  const split = splitCosts(input);
  return {
    items,
    own_wage_used: wage === null ? null : toPlainNumber(wage.used),
    own_wage: wage === null ? null : traceOf(wage, input),
    missing: missingInputs(found),
    errors: ruleErrors(found),
    warnings: [...found.flatMap(({ outcome }) => outcome.warnings ?? []), ...caseWarnings(input, items, wage)],
    ...(person === null ? {} : { missing_person: person }),
    ...('split' in split && split.split !== null ? { costs: split.split } : {}),
    tables: tablesOf(items),
  };
}

type Found = readonly { readonly rule: Rule; readonly outcome: Outcome }[];

function missingInputs(found: Found): MissingInput[] {
  const waiting = new Map<InputName, ItemCode[]>();
  for (const { rule, outcome } of found) {
    for (const input of outcome.lacking ?? []) waiting.set(input, [...(waiting.get(input) ?? []), ...rule.items]);
  }
  return [...waiting].map(([input, items]) => missingInput(input, items));
}

function ruleErrors(found: Found): BenefitResult['errors'] {
  if (found.length === 0) return [{ ...benefitFault('nothing-to-compute', ''), items: [] }];
  return found.flatMap(({ rule, outcome }) => (outcome.faults ?? []).map((fault) => ({ ...fault, items: rule.items })));
}

function traceOf(wage: OwnWage, input: BenefitInput): OwnWageTrace {
  return {
    average: toPlainNumber(wage.average),
    used: toPlainNumber(wage.used),
    months: wage.months,
    bound: wage.bound,
    bounds_year_rule: input.bounds_year_rule ?? null,
    formula: wage.formula,
    article: '工伤保险条例第64条第2款',
  };
}

function tablesOf(items: readonly BenefitItem[]): BenefitResult['tables'] {
  const used = new Set(items.map(({ table }) => table.id));
  return [NATIONAL, URBAN_INCOME, ...Object.values(PROVINCES)]
    .filter(({ id }) => used.has(id))
    .map(({ id, version, valid_from, source }) => ({ id, version, valid_from, source }));
}
