/**
 * 本人工资 (条例 art 64(2)): the average monthly contribution wage of the 12 months before the injury, not below 60 % and
 * not above 300 % of the average wage of the co-ordination area. Kept unrounded.
 */
import { type Exact, larger, showPercent, showYuan, smaller, sum } from '../money.ts';
import type { BenefitInput } from './input.ts';
import { NATIONAL } from './tables.ts';

export interface OwnWage {
  /** What was really earned, before the bounds. */
  readonly average: Exact;
  /** What the benefits are computed from. */
  readonly used: Exact;
  readonly months: number | null;
  /** `unchecked`: the area's average wage is not given, the average stands as it is. */
  readonly bound: 'within' | 'floor' | 'cap' | 'unchecked';
  readonly formula: string;
}

export function ownWage(input: BenefitInput): OwnWage | null {
  const given = averageOf(input);
  if (given === null) return null;
  const { average, months, formula } = given;
  const area = input.area_avg_wage;
  if (area === undefined) return { average, used: average, months, bound: 'unchecked', formula };
  const floor = area.times(NATIONAL.own_wage_floor);
  const cap = area.times(NATIONAL.own_wage_cap);
  const used = smaller(larger(average, floor), cap);
  const bound = average.lessThan(floor) ? 'floor' : average.greaterThan(cap) ? 'cap' : 'within';
  const limits =
    bound === 'floor'
      ? `低于${showPercent(NATIONAL.own_wage_floor)} × ${showYuan(area)} = ${showYuan(floor)}，按${showYuan(floor)}`
      : bound === 'cap'
        ? `高于${showPercent(NATIONAL.own_wage_cap)} × ${showYuan(area)} = ${showYuan(cap)}，按${showYuan(cap)}`
        : `在${showYuan(floor)}与${showYuan(cap)}之间`;
  return { average, used, months, bound, formula: `${formula}；${limits}` };
}

const BOUND_WORDS = { within: '', unchecked: '', floor: '（低于下限，按下限）', cap: '（高于上限，按上限）' } as const;

/** Own wage in an explanation, saying when it is a bound and not what was earned. */
export const ownWageWords = ({ used, bound }: OwnWage): string => `本人工资${showYuan(used)}元${BOUND_WORDS[bound]}`;

function averageOf(input: BenefitInput): { average: Exact; months: number | null; formula: string } | null {
  const { own_wage, contribution_wages: wages } = input;
  if (wages === undefined || wages.length === 0) {
    return own_wage === undefined ? null : { average: own_wage, months: null, formula: showYuan(own_wage) };
  }
  const total = sum(wages.map(({ wage }) => wage));
  const average = total.dividedBy(wages.length);
  const formula = `${showYuan(total)} ÷ ${wages.length}个月 = ${showYuan(average)}`;
  return { average, months: wages.length, formula };
}
