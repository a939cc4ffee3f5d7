/** 生活护理费 (条例 art 34): a share of the area's average wage of the previous year, anew each year. */
import { addMonths } from '../calendar/day.ts';
import { showPercent, showYuan, yuan } from '../money.ts';
import { payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow } from './tables.ts';

const LEVELS = { full: '生活完全不能自理', large: '生活大部分不能自理', partial: '生活部分不能自理' } as const;

export const livingCare: Rule = {
  items: ['living_care'],
  wanted: (input) =>
    (input.care_level ?? 'none') !== 'none' && input.death === undefined && input.illegal_employment !== true,
  compute(context) {
    const { care_level: level, area_avg_wage: area, conclusion_date } = context.input;
    if (level === undefined || level === 'none') return { lacking: ['care_level'] };
    if (area === undefined) return { lacking: ['area_avg_wage'] };
    const rate = NATIONAL.living_care_rate[level];
    const amount = yuan(rate.times(area));
    const item = payable(context, {
      item: 'living_care',
      amount,
      payer: 'fund',
      period: 'month',
      formula: `${showPercent(rate)} × ${showYuan(area)} = ${showYuan(amount)}`,
      explanation: `${LEVELS[level]}，按月发统筹地区上年度职工月平均工资的${showPercent(rate)}，每年随平均工资调整`,
      inputs: { care_level: level, rate, area_avg_wage: area },
      article: '工伤保险条例第34条',
      table: nationalRow(`living_care_rate.${level}`),
      ...(conclusion_date === undefined ? {} : { more: { starts: addMonths(conclusion_date, 1).slice(0, 7) } }),
    });
    return { items: [item] };
  },
};
