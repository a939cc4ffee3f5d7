/** 非法用工单位伤亡人员一次性赔偿办法 arts 3, 5, 6: the unit pays once, in place of every other benefit. */
import { showYuan, yuan } from '../money.ts';
import { gradeName } from './grade-name.ts';
import type { BenefitInput } from './input.ts';
import { type CaseContext, type Outcome, payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow } from './tables.ts';
import { urbanIncome } from './urban-income.ts';

const LAW = '非法用工单位伤亡人员一次性赔偿办法';

const illegal = (input: BenefitInput): boolean => input.illegal_employment === true;

function ofDeath(context: CaseContext, part: 'compensation' | 'funeral_and_other'): Outcome {
  const found = urbanIncome(context.input);
  if ('outcome' in found) return found.outcome;
  const { year, value, table } = found.income;
  const multiple = NATIONAL.illegal_employment_death_multiples[part];
  const amount = yuan(multiple.times(value));
  const item = payable(context, {
    item: part === 'compensation' ? 'illegal_employment_compensation' : 'illegal_employment_funeral',
    amount,
    payer: 'employer',
    period: 'once',
    formula: `${multiple.toFixed()} × ${showYuan(value)} = ${showYuan(amount)}`,
    explanation: `上一年度（${year}年）全国城镇居民人均可支配收入的${multiple.toFixed()}倍，由非法用工单位一次性支付`,
    inputs: { multiple, year, urban_disposable_income: value },
    article: `${LAW}第6条`,
    table,
  });
  return { items: [item] };
}

export const illegalCompensation: Rule = {
  items: ['illegal_employment_compensation'],
  wanted: illegal,
  compute(context) {
    const { grade, death, area_annual_avg_wage: annual } = context.input;
    if (death !== undefined) return ofDeath(context, 'compensation');
    const multiple = NATIONAL.illegal_employment_multiples[String(grade)];
    if (grade === undefined || multiple === undefined) return { lacking: ['grade'] };
    if (annual === undefined) return { lacking: ['area_annual_avg_wage'] };
    const amount = yuan(multiple.times(annual));
    const item = payable(context, {
      item: 'illegal_employment_compensation',
      amount,
      payer: 'employer',
      period: 'once',
      formula: `${multiple.toFixed()} × ${showYuan(annual)} = ${showYuan(amount)}`,
      explanation: `${gradeName(grade)}伤残，统筹地区上年度职工年平均工资的${multiple.toFixed()}倍，由非法用工单位一次性支付`,
      inputs: { grade, multiple, area_annual_avg_wage: annual },
      article: `${LAW}第5条`,
      table: nationalRow(`illegal_employment_multiples.${grade}`),
    });
    return { items: [item] };
  },
};

export const illegalFuneral: Rule = {
  items: ['illegal_employment_funeral'],
  wanted: (input) => illegal(input) && input.death !== undefined,
  compute: (context) => ofDeath(context, 'funeral_and_other'),
};
