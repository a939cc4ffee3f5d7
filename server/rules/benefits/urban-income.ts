/** The national urban disposable income of the year before the INJURY (实施社会保险法若干规定 art 11). */
import { yearOf } from '../calendar/day.ts';
import type { Exact } from '../money.ts';
import { benefitFault } from './faults.ts';
import type { BenefitInput } from './input.ts';
import type { Outcome } from './outcome.ts';
import { type TableRef, URBAN_INCOME } from './tables.ts';

interface Income {
  readonly year: string;
  readonly value: Exact;
  readonly table: TableRef;
}

/** The figure of the case goes before the table's. */
export function urbanIncome(input: BenefitInput): { income: Income } | { outcome: Outcome } {
  const year = yearBeforeInjury(input);
  if (year === undefined) return { outcome: { lacking: ['injury_date'] } };
  const row = `urban_disposable_income.${year}`;
  const own = input.urban_disposable_income?.get(year);
  if (own !== undefined) {
    return { income: { year, value: own, table: { id: 'case-input', version: '-', row, verified: false } } };
  }
  const known = URBAN_INCOME.years[year];
  if (known === undefined) {
    const hint = `year ${year}: pass {"${year}": yuan}, or add the row to benefits-urban-income.json`;
    return { outcome: { faults: [benefitFault('income-year-not-in-table', 'urban_disposable_income', hint)] } };
  }
  const table = { id: URBAN_INCOME.id, version: URBAN_INCOME.version, row, verified: known.verified };
  return { income: { year, value: known.yuan, table } };
}

/** The year whose statistics count for an injury: the one before it (实施社会保险法若干规定 art 11). */
function yearBeforeInjury(input: BenefitInput): string | undefined {
  const day = input.injury_date ?? (input.missing?.injury_month ? `${input.missing.injury_month}-01` : undefined);
  return day === undefined ? undefined : String(yearOf(day) - 1);
}
