/** How near the worker's own statutory retirement is when the labour relation ends, and what a province cuts for it. */
import { addMonths, daysBetween } from '../calendar/day.ts';
import { type Exact, exact } from '../money.ts';
import type { BenefitInput } from './input.ts';
import type { ProvinceTable } from './tables.ts';

/** Years left, 0 or less once the age is reached; undefined when the case does not tell. */
export function yearsToRetirement(input: BenefitInput): Exact | undefined {
  if (input.years_to_retirement !== undefined) return input.years_to_retirement;
  if (input.termination?.reason === 'retirement') return exact(0);
  const { statutory_retirement_date: retires } = input;
  const ended = input.termination?.date;
  if (retires === undefined || ended === undefined) return undefined;
  if (retires <= ended) return exact(0);
  let years = 0;
  while (addMonths(ended, (years + 1) * 12) <= retires) years += 1;
  const anniversary = addMonths(ended, years * 12);
  const rest = exact(daysBetween(anniversary, retires));
  return rest.dividedBy(daysBetween(anniversary, addMonths(ended, (years + 1) * 12))).plus(years);
}

type Taper = NonNullable<ProvinceTable['employment_taper']>;

/**
 * The share that is left: `step` less for each year of age begun inside the window, so that 2.5 years before retirement
 * three of five years have begun and 40 % are left. In the last year a province may pay a fixed share; at retirement
 * nothing.
 */
export function taperFactor({ within_years: window, step, under_one_year_pays: last }: Taper, years: Exact): Exact {
  if (years.lessThanOrEqualTo(0)) return exact(0);
  if (years.greaterThanOrEqualTo(window)) return exact(1);
  if (last !== undefined && years.lessThan(1)) return last;
  const begun = exact(window).minus(years).ceil();
  return exact(1).minus(step.times(begun));
}
