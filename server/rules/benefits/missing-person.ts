/** 因工外出下落不明 (条例 art 41): wages for three months, then the dependants' pension; in hardship half the lump sum. */
import { addMonths } from '../calendar/day.ts';
import { exact, showPercent, showYuan, yuan } from '../money.ts';
import { missingFrom } from './dependants.ts';
import type { BenefitInput } from './input.ts';
import { payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow } from './tables.ts';
import { urbanIncome } from './urban-income.ts';

const RULE = NATIONAL.missing_person;

export interface MissingPerson {
  readonly wage_paid_months: readonly string[];
  readonly dependant_pension_from: string;
}

/** The months of a missing person; null when nobody is missing or the month is not known. */
export function missingPerson(input: BenefitInput): MissingPerson | null {
  const from = input.missing && missingFrom(input);
  if (from === undefined) return null;
  const months = Array.from({ length: RULE.wage_months }, (_, index) =>
    addMonths(`${from}-01`, index - RULE.wage_months).slice(0, 7),
  );
  return { wage_paid_months: months, dependant_pension_from: from };
}

const missingOnly: Rule['wanted'] = ({ missing, illegal_employment }) =>
  missing !== undefined && illegal_employment !== true;

export const missingWage: Rule = {
  items: ['missing_wage'],
  wanted: missingOnly,
  compute(context) {
    const { input, wage } = context;
    const monthly = input.original_wage ?? wage?.average;
    const months = missingPerson(input);
    if (months === null) return { lacking: ['injury_date'] };
    if (monthly === undefined) return { lacking: ['own_wage'] };
    const amount = yuan(exact(RULE.wage_months).times(monthly));
    const item = payable(context, {
      item: 'missing_wage',
      amount,
      payer: 'employer',
      period: 'total',
      formula: `${RULE.wage_months}个月 × ${showYuan(monthly)} = ${showYuan(amount)}`,
      explanation: `从事故发生当月起3个月内照发工资（${months.wage_paid_months.join('、')}），从第4个月起停发`,
      inputs: { months: RULE.wage_months, wage: monthly },
      article: '工伤保险条例第41条',
      table: nationalRow('missing_person.wage_months'),
    });
    return { items: [item] };
  },
};

export const workDeathPrepay: Rule = {
  items: ['work_death_prepay'],
  // Once declared dead the whole lump sum is due; what was prepaid is then deducted at payment.
  wanted: (input) => missingOnly(input) && input.missing?.hardship === true && input.death === undefined,
  compute(context) {
    const found = urbanIncome(context.input);
    if ('outcome' in found) return found.outcome;
    const { year, value, table } = found.income;
    const multiple = NATIONAL.work_death_multiple;
    const rate = RULE.work_death_prepay_rate;
    const amount = yuan(multiple.times(value).times(rate));
    const item = payable(context, {
      item: 'work_death_prepay',
      amount,
      payer: 'fund',
      period: 'once',
      formula: `${showPercent(rate)} × ${multiple.toFixed()} × ${showYuan(value)} = ${showYuan(amount)}`,
      explanation: `生活有困难的，可以预支一次性工亡补助金的${showPercent(rate)}（按${year}年全国城镇居民人均可支配收入）`,
      inputs: { rate, multiple, year, urban_disposable_income: value },
      article: '工伤保险条例第41条',
      table,
    });
    return { items: [item] };
  },
};
