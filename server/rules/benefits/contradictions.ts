/** What is wrong only between fields: days before the injury, wages of months that do not count, two own wages. */
import { addMonths } from '../calendar/day.ts';
import { exact, sum } from '../money.ts';
import { type BenefitFault, benefitFault, type FaultName } from './faults.ts';
import type { BenefitInput, InputName } from './input.ts';
import { yearsToRetirement } from './retirement.ts';
import { NATIONAL } from './tables.ts';

export function contradictions(input: BenefitInput): BenefitFault[] {
  return [...daysBeforeInjury(input), ...contributionFaults(input), ...otherFaults(input)];
}

function daysBeforeInjury(input: BenefitInput): BenefitFault[] {
  const { injury_date: injury } = input;
  if (injury === undefined) return [];
  const days: [string, string | undefined][] = [
    ['termination.date', input.termination?.date],
    ['death.date', input.death?.date],
    ['conclusion_date', input.conclusion_date],
    ['employer_applied', input.employer_applied],
    ['worker_applied', input.worker_applied],
    ['employer_limit_day', input.employer_limit_day],
    ['accepted', input.accepted],
    ...(input.expenses ?? []).map(({ date }, index): [string, string] => [`expenses.${index}.date`, date]),
  ];
  const faults = days
    .filter(([, day]) => day !== undefined && day < injury)
    .map(([field]) => benefitFault('date-before-injury', field));
  const month = input.missing?.injury_month;
  if (month !== undefined && month !== injury.slice(0, 7)) {
    faults.push(benefitFault('date-before-injury', 'missing.injury_month', 'must be the month of injury_date'));
  }
  return faults;
}

function contributionFaults({ contribution_wages: wages, injury_date, own_wage }: BenefitInput): BenefitFault[] {
  if (wages === undefined) return [];
  const at = 'contribution_wages';
  if (wages.length === 0) return [benefitFault('no-contribution-wages', at)];
  if (wages.length > NATIONAL.contribution_months) return [benefitFault('too-many-contribution-wages', at)];
  const faults: BenefitFault[] = [];
  const seen = new Set<string>();
  for (const [index, { month }] of wages.entries()) {
    if (month === undefined) continue;
    if (seen.has(month)) faults.push(benefitFault('wage-month-twice', `${at}.${index}.month`));
    seen.add(month);
    if (injury_date === undefined) continue;
    const first = addMonths(`${injury_date.slice(0, 7)}-01`, -NATIONAL.contribution_months).slice(0, 7);
    if (month < first || month >= injury_date.slice(0, 7)) {
      faults.push(benefitFault('wage-month-not-before-injury', `${at}.${index}.month`, `${first} to the month before`));
    }
  }
  if (own_wage !== undefined) {
    const average = sum(wages.map(({ wage }) => wage)).dividedBy(wages.length);
    // A person rounds the average to the cent; more apart than that, one of the two is wrong.
    if (average.minus(own_wage).abs().greaterThan(exact('0.01')))
      faults.push(benefitFault('two-own-wages', 'own_wage'));
  }
  return faults;
}

function otherFaults(input: BenefitInput): BenefitFault[] {
  const faults: BenefitFault[] = [];
  const lone = (field: InputName, hint: string): void => {
    if (input[field] !== undefined) faults.push(benefitFault('field-without-its-case', field, hint));
  };
  if (input.death === undefined) lone('after_stay_period', 'needs death');
  if (input.inpatient_days === undefined) lone('out_of_area_days', 'needs inpatient_days');
  const spouses = (input.dependants ?? []).filter(({ relation }) => relation === 'spouse');
  if (spouses.length > 1) faults.push(benefitFault('two-spouses', 'dependants'));
  const most = NATIONAL.stay_pay_months_max + NATIONAL.stay_pay_extension_months_max;
  if (input.stay_pay_months?.greaterThan(most)) faults.push(benefitFault('stay-pay-too-long', 'stay_pay_months'));
  const { inpatient_days: days, out_of_area_days: outside } = input;
  if (days !== undefined && outside?.greaterThan(days))
    faults.push(benefitFault('out-of-area-days', 'out_of_area_days'));
  if (input.scenario === 'G14_4' && input.occupational_disease === false)
    faults.push(benefitFault('disease-not-of-scenario', 'occupational_disease'));
  faults.push(...applicationFaults(input), ...retirementFaults(input));
  wholeDays(input, faults);
  return faults;
}

/** Of two applications the other may have been the one that was accepted. */
function applicationFaults({ employer_applied, worker_applied, accepted }: BenefitInput): BenefitFault[] {
  if (accepted === undefined) return [];
  const late = (day: string | undefined): boolean => day !== undefined && day > accepted;
  if (late(employer_applied) && (worker_applied === undefined || late(worker_applied)))
    return [benefitFault('applied-after-acceptance', 'employer_applied')];
  return late(worker_applied) && employer_applied === undefined
    ? [benefitFault('applied-after-acceptance', 'worker_applied')]
    : [];
}

/** Years are given rounded, at the coarsest to whole ones; further apart, one of the two is wrong. */
function retirementFaults(input: BenefitInput): BenefitFault[] {
  const { years_to_retirement: given, ...rest } = input;
  if (given === undefined || rest.statutory_retirement_date === undefined) return [];
  const counted = yearsToRetirement(rest);
  const same =
    counted === undefined ||
    (counted.isZero() ? given.lessThanOrEqualTo('0.5') : counted.minus(given).abs().lessThanOrEqualTo('0.5'));
  return same ? [] : [benefitFault('retirement-contradicts', 'years_to_retirement')];
}

function wholeDays(input: BenefitInput, faults: BenefitFault[]): void {
  const whole: FaultName = 'not-a-number';
  for (const name of ['inpatient_days', 'out_of_area_days'] as const) {
    if (input[name]?.isInteger() === false) faults.push(benefitFault(whole, name, 'whole days'));
  }
}
