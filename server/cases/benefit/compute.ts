/** From what is known to the amounts, by the rules of benefits; or what is lacking, by name. */

import {
  type BenefitItem,
  type BenefitResult,
  computeBenefits,
  parseBenefitInput,
} from '../../rules/benefits/engine.ts';
import { addMonths } from '../../rules/calendar/day.ts';
import { exact, sum } from '../../rules/money.ts';
import type { CaseView } from '../model.ts';
import type { Facts, Item, Records, Schedule } from './facts.ts';
import { scenarioOf } from './source.ts';

export interface Computed {
  readonly items: readonly Item[];
  readonly missing: Facts['missing'];
  readonly ownWage: Facts['ownWage'];
  readonly warnings: readonly string[];
}

/** Items that rest on the area's average wage of the year before now, not of the year before the injury. */
const ON_NEWEST_AVERAGE = new Set(['living_care', 'funeral']);

export function compute(view: CaseView, facts: Facts): Computed {
  const { records } = facts;
  if (records === null) return lacking([{ input: 'records', why: 'insurance records have not been read' }]);
  if (facts.cause === 'death' && records.deathDate === null)
    return lacking([{ input: 'death_date', why: 'the file names no day of death: amend it first' }]);
  if (facts.cause === 'death' && records.dependantsUnknown > 0 && facts.given.dependants === undefined)
    return lacking([
      { input: 'dependants', why: `birth date, sex or relation of ${records.dependantsUnknown} lacking` },
    ]);
  const areas = [records.areaAvgWage, records.areaAvgWageNow].map((area) => facts.given.area_avg_wage ?? area);
  const [atInjury, now] = areas.map((area) => run(view, facts, records, area ?? null));
  if (atInjury === undefined || now === undefined) throw new Error('two runs');
  if ('faults' in atInjury) return lacking(atInjury.faults);
  if ('faults' in now) return lacking(now.faults);
  const items = [
    ...atInjury.result.items.filter(({ item }) => !ON_NEWEST_AVERAGE.has(item)),
    ...now.result.items.filter(({ item }) => ON_NEWEST_AVERAGE.has(item)),
  ].filter(({ item, due }) => due && !(facts.base?.review === true && item === 'one_time_disability'));
  return {
    items: items.map(itemOf),
    missing: missingOf({ ...records, insured: facts.given.insured ?? records.insured }, [atInjury.result, now.result]),
    ownWage: wageOf(atInjury.result),
    warnings: [...new Set(atInjury.result.warnings.map(({ message }) => message))],
  };
}

const lacking = (missing: Facts['missing']): Computed => ({ items: [], missing, ownWage: null, warnings: [] });

function run(view: CaseView, facts: Facts, records: Records, area: string | null) {
  const read = parseBenefitInput(inputOf(view, facts, records, area));
  if (read.ok) return { result: computeBenefits(read.value) };
  return { faults: read.fault.map(({ field, name, hint }) => ({ input: field || 'case', why: `${name}: ${hint}` })) };
}

/** Names as in `anban rules benefits`; what an officer gave stands before what a record says. */
function inputOf({ province, ...view }: CaseView, facts: Facts, records: Records, area: string | null) {
  const { base, given, cause } = facts;
  const wages = given.contribution_wages ?? (given.own_wage === undefined ? records.contributionWages : null);
  const input: Record<string, unknown> = {
    province,
    scenario: scenarioOf({ province, ...view }),
    injury_date: records.injuryDate,
    insured: given.insured ?? records.insured ?? undefined,
    own_wage: given.own_wage,
    contribution_wages: wages ?? undefined,
    original_wage: given.original_wage ?? records.originalWage,
    area_avg_wage: area,
    min_wage: given.min_wage ?? records.minWage,
    grade: base?.grade,
    care_level: base?.careLevel,
    conclusion_date: base?.concludedOn,
    stay_pay_months: given.stay_pay_months ?? base?.stayMonths,
    inpatient_days: given.inpatient_days,
    meal_per_day: given.meal_per_day,
    can_arrange_work: given.can_arrange_work,
    occupational_disease: given.occupational_disease,
    years_to_retirement: given.years_to_retirement,
    ...leavingOf(given, records),
    ...(cause === 'death' ? deathOf(facts, records) : {}),
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
}

/** Averages at the end of the labour relation call for the subsidies, so they are given only when it has ended. */
function leavingOf({ termination, ...given }: Facts['given'], records: Records) {
  if (termination === undefined) return {};
  return {
    termination,
    area_avg_wage_at_termination: given.area_avg_wage_at_termination ?? records.areaAvgWageAtTermination,
    province_avg_wage_at_termination: given.province_avg_wage_at_termination ?? records.provinceAvgWageAtTermination,
  };
}

function deathOf({ given }: Facts, { deathDate, dependants }: Records) {
  const after = given.after_stay_period;
  return {
    death: {
      ...(deathDate === null ? {} : { date: deathDate }),
      ...(after === undefined ? {} : { after_stay_period: after }),
    },
    dependants: given.dependants ?? dependants,
  };
}

function itemOf({
  item,
  name,
  amount,
  payer,
  period,
  formula,
  explanation,
  article,
  table,
  starts,
}: BenefitItem): Item {
  const source = `${table.id} ${table.version} ${table.row}${table.verified ? '' : '（未经核实）'}`;
  const text = exact(String(amount)).toFixed(2);
  return {
    item,
    name,
    amount: text,
    payer,
    period,
    formula,
    explanation,
    article,
    table: source,
    starts: starts ?? null,
  };
}

const wageOf = ({ own_wage: wage }: BenefitResult): Facts['ownWage'] =>
  wage === null ? null : { used: exact(String(wage.used)).toFixed(), formula: wage.formula };

/** A table without the year is named as such: it is the office that has to act, not the person. */
function missingOf({ absent, insured }: Records, results: readonly BenefitResult[]): Facts['missing'] {
  const words = absent.map(({ figure, area, year }) => `${figure} of ${area} has no row for ${year}`).join('; ');
  const named = new Map<string, string>();
  for (const { missing, errors } of results) {
    for (const { input, items } of missing) named.set(input, `needed by ${items.join(', ')}; ${words}`);
    for (const { name, field, hint } of errors) named.set(field || name, `${name}: ${hint}`);
  }
  // The bounds of own wage would otherwise be left out with a warning: a decision may not rest on that.
  for (const { items, warnings } of results)
    if (warnings.some(({ name }) => name === 'bounds-not-checked') && items.length > 0)
      named.set('area_avg_wage', `bounds of own wage; ${words}`);
  if (insured === null) named.set('insured', 'no record says whether the person was insured on the day of injury');
  return [...named].map(([input, why]) => ({ input, why }));
}

const total = (items: readonly { readonly amount: string }[]) => sum(items.map(({ amount }) => exact(amount)));

/** What the fund pays once, in all. */
export const fundOnce = ({ items }: Pick<Facts, 'items'>): string =>
  total(items.filter(({ payer, period }) => payer === 'fund' && period !== 'month')).toFixed(2);

/** What is still to be paid once: negative when too much was. */
export const outstanding = (facts: Facts): string => exact(fundOnce(facts)).minus(facts.paidOnce).toFixed(2);

export const totalOf = (items: readonly Item[]): string => total(items).toFixed(2);

/** Monthly items as payments from their month on: the month after the conclusion or the death. */
export function scheduleOf({ items, on }: Facts, nextMonth: (day: string) => string): readonly Schedule[] {
  return items
    .filter(({ period }) => period === 'month')
    .map(({ item, amount, payer, starts }) => ({
      item,
      amount,
      payer,
      from: starts ?? nextMonth(on ?? '1970-01-01'),
      until: null,
    }));
}

/** A pension of several falls when one of them comes of age: each row with what those pay who are left. */
export function pensionRows(view: CaseView, facts: Facts, row: Schedule): readonly Schedule[] {
  const { records, given } = facts;
  if (row.item !== 'dependant_pension' || records === null || given.dependants !== undefined) return [row];
  const people = records.dependants.map((relation, index) => ({ relation, end: records.dependantEnds[index] ?? null }));
  const ends = [...new Set(people.flatMap(({ end }) => (end === null ? [] : [end])))].sort();
  const rows: Schedule[] = [];
  let { from } = row;
  for (const until of [...ends, null]) {
    const left = people.filter(({ end }) => end === null || end >= from).map(({ relation }) => relation);
    if (left.length === 0) break;
    if (until !== null && until < from) continue;
    const { items } = compute(view, { ...facts, records: { ...records, dependants: left } });
    const amount = items.find(({ item }) => item === row.item)?.amount;
    if (amount !== undefined) rows.push({ ...row, amount, from, until });
    if (until !== null) from = addMonths(`${until}-01`, 1).slice(0, 7);
  }
  return rows;
}
