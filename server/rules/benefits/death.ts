/** 因工死亡 (条例 art 39): funeral and lump sum. */
import { showYuan, yuan } from '../money.ts';
import type { BenefitInput } from './input.ts';
import { notDue, payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow } from './tables.ts';
import { urbanIncome } from './urban-income.ts';

const died: Rule['wanted'] = (input) => input.death !== undefined && input.illegal_employment !== true;

export const afterStayPeriod = (input: BenefitInput): boolean | undefined =>
  input.death?.after_stay_period ?? input.after_stay_period;

/** After the stay-with-pay period article 39 gives to grades 1–4 only; null where it gives, or may give. */
export function noDeathBenefit(input: BenefitInput): string | null {
  return afterStayPeriod(input) === true && (input.grade ?? 0) >= 5
    ? '停工留薪期满后死亡的，只有一级至四级伤残职工的近亲属享受丧葬补助金和供养亲属抚恤金'
    : null;
}

const paragraph = (input: BenefitInput): string =>
  `工伤保险条例第39条第${afterStayPeriod(input) === true ? '3款、第1款第' : '1款第'}`;

export const funeral: Rule = {
  items: ['funeral'],
  wanted: died,
  compute(context) {
    const { input } = context;
    const months = NATIONAL.funeral_months;
    const common = {
      item: 'funeral',
      payer: 'fund',
      period: 'once',
      article: `${paragraph(input)}1项`,
      table: nationalRow('funeral_months'),
    } as const;
    const none = noDeathBenefit(input);
    if (none !== null) return notDue(context, { ...common, explanation: none });
    if (afterStayPeriod(input) === true && input.grade === undefined) return { lacking: ['grade'] };
    const area = input.area_avg_wage;
    if (area === undefined) return { lacking: ['area_avg_wage'] };
    const amount = yuan(months.times(area));
    const item = payable(context, {
      ...common,
      amount,
      formula: `${months.toFixed()} × ${showYuan(area)} = ${showYuan(amount)}`,
      explanation: `统筹地区上年度职工月平均工资的${months.toFixed()}个月`,
      inputs: { months, area_avg_wage: area },
    });
    return { items: [item] };
  },
};

export const workDeath: Rule = {
  items: ['work_death'],
  wanted: died,
  compute(context) {
    const { input } = context;
    const after = afterStayPeriod(input);
    const common = { item: 'work_death', payer: 'fund', period: 'once' } as const;
    if (after === true) {
      if (input.grade === undefined) return { lacking: ['grade'] };
      const explanation = noDeathBenefit(input) ?? '一级至四级伤残职工在停工留薪期满后死亡的，不支付一次性工亡补助金';
      const article = '工伤保险条例第39条第3款';
      return notDue(context, { ...common, explanation, article, table: nationalRow('work_death_multiple') });
    }
    // Who has a grade of 1–4 is, as a rule, past the stay-with-pay period: a lump sum must not rest on a guess.
    if (after === undefined && input.grade !== undefined && input.grade <= 4) return { lacking: ['after_stay_period'] };
    const found = urbanIncome(input);
    if ('outcome' in found) return found.outcome;
    const { year, value, table } = found.income;
    const multiple = NATIONAL.work_death_multiple;
    const amount = yuan(multiple.times(value));
    const item = payable(context, {
      ...common,
      amount,
      formula: `${multiple.toFixed()} × ${showYuan(value)} = ${showYuan(amount)}`,
      explanation: `工伤发生时上一年度（${year}年）全国城镇居民人均可支配收入的${multiple.toFixed()}倍`,
      inputs: { multiple, year, urban_disposable_income: value },
      article: '工伤保险条例第39条第1款第3项；实施《社会保险法》若干规定第11条',
      table,
    });
    return { items: [item] };
  },
};
