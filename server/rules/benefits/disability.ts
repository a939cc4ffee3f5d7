/** What a grade gives: lump sum, monthly pension, the top-up of a lower old-age pension. 条例 arts 35–37. */
import { addMonths } from '../calendar/day.ts';
import { exact, larger, showPercent, showYuan, toAmount, yuan } from '../money.ts';
import { gradeName } from './grade-name.ts';
import type { InputName } from './input.ts';
import { type CaseContext, notDue, type Outcome, payable, type Rule } from './outcome.ts';
import { ownWageWords } from './own-wage.ts';
import { NATIONAL, nationalRow } from './tables.ts';

/** A living worker with a grade. After a death only articles 39 and 41 speak. */
const graded: Rule['wanted'] = (input) =>
  input.grade !== undefined && input.death === undefined && input.illegal_employment !== true;

const articleOf = (grade: number): string =>
  `工伤保险条例第${grade <= 4 ? 35 : grade <= 6 ? 36 : 37}条${grade <= 6 ? '第1款' : ''}第1项`;

export const oneTimeDisability: Rule = {
  items: ['one_time_disability'],
  wanted: graded,
  compute(context) {
    const { grade, scenario } = context.input;
    const months = NATIONAL.one_time_disability_months[String(grade)];
    if (grade === undefined || months === undefined) return { lacking: ['grade'] };
    const common = {
      item: 'one_time_disability',
      payer: 'fund',
      period: 'once',
      table: nationalRow(`one_time_disability_months.${grade}`),
    } as const;
    if (scenario === 'G15_3') {
      const explanation = '原在军队服役因战因公负伤致残、旧伤复发的，享受除一次性伤残补助金以外的工伤保险待遇';
      return notDue(context, { ...common, explanation, article: '工伤保险条例第15条第2款', inputs: { grade } });
    }
    const { wage } = context;
    if (wage === null) return { lacking: ['own_wage'] };
    const amount = yuan(months.times(wage.used));
    const item = payable(context, {
      ...common,
      amount,
      formula: `${months.toFixed()} × ${showYuan(wage.used)} = ${showYuan(amount)}`,
      explanation: `${gradeName(grade)}伤残，${ownWageWords(wage)}的${months.toFixed()}个月`,
      inputs: { grade, months, own_wage: wage.used },
      article: articleOf(grade),
    });
    return { items: [item] };
  },
};

interface Pension {
  readonly item: 'disability_pension' | 'pension_top_up';
  readonly payer: 'fund' | 'employer';
}

export const disabilityPension: Rule = {
  items: ['disability_pension'],
  wanted: (input) => graded(input) && (input.grade ?? 10) <= 6,
  compute(context) {
    const { grade, can_arrange_work: arranged, old_pension } = context.input;
    if (grade === undefined) return { lacking: ['grade'] };
    const common = {
      item: 'disability_pension',
      payer: grade <= 4 ? 'fund' : 'employer',
      period: 'month',
      article: `工伤保险条例第${grade <= 4 ? 35 : 36}条第1款第2项`,
      table: nationalRow(`disability_pension_rate.${grade}`),
    } as const;
    if (grade >= 5 && arranged === true) {
      const explanation = '用人单位已安排适当工作，不发伤残津贴';
      return notDue(context, { ...common, explanation, inputs: { grade, can_arrange_work: true } });
    }
    if (grade <= 4 && old_pension !== undefined) {
      const explanation = '已办理退休并享受基本养老保险待遇，停发伤残津贴，低于伤残津贴的由基金补足差额';
      return notDue(context, { ...common, explanation, article: '工伤保险条例第35条第1款第3项', inputs: { grade } });
    }
    return monthlyPension(context, grade, common);
  },
};

/** The pension with its floor, as `disability_pension`, or against the old-age pension, as `pension_top_up`. */
function monthlyPension(
  context: CaseContext,
  grade: number,
  common: Pension & Pick<Parameters<typeof payable>[1], 'period' | 'article' | 'table'>,
): Outcome {
  const { can_arrange_work, min_wage: minimum, conclusion_date } = context.input;
  const { wage } = context;
  const lacking: InputName[] = [
    ...(grade >= 5 && can_arrange_work === undefined ? (['can_arrange_work'] as const) : []),
    ...(wage === null ? (['own_wage'] as const) : []),
    ...(minimum === undefined ? (['min_wage'] as const) : []),
  ];
  const rate = NATIONAL.disability_pension_rate[String(grade)];
  if (lacking.length > 0 || wage === null || minimum === undefined || rate === undefined) return { lacking };
  const before = yuan(rate.times(wage.used));
  const amount = larger(before, yuan(minimum));
  const topUp = amount.minus(before);
  const product = `${showPercent(rate)} × ${showYuan(wage.used)} = ${showYuan(before)}`;
  const low = topUp.greaterThan(0);
  const pension = low
    ? `${product}，低于最低工资${showYuan(minimum)}，补足${showYuan(topUp)}，发${showYuan(amount)}`
    : product;
  const words = `${gradeName(grade)}伤残，按月发${ownWageWords(wage)}的${showPercent(rate)}`;
  const inputs = { grade, rate, own_wage: wage.used, min_wage: minimum };
  const more = {
    before_floor: toAmount(before),
    top_up: toAmount(topUp),
    ...(conclusion_date === undefined ? {} : { starts: addMonths(conclusion_date, 1).slice(0, 7) }),
  };
  if (common.item === 'disability_pension') {
    const explanation = low ? `${words}，实际金额低于当地最低工资标准，补足差额` : words;
    return { items: [payable(context, { ...common, amount, formula: pension, explanation, inputs, more })] };
  }
  const old = context.input.old_pension ?? exact(0);
  const difference = larger(amount.minus(old), exact(0));
  const formula = `伤残津贴${pension}；${showYuan(amount)} − 养老金${showYuan(old)} → ${showYuan(yuan(difference))}`;
  const explanation = difference.isZero() ? '基本养老保险待遇不低于伤残津贴，无差额' : '由基金按月补足差额';
  const item = payable(context, {
    ...common,
    amount: difference,
    formula,
    explanation,
    inputs: { ...inputs, old_pension: old },
  });
  return { items: [{ ...item, due: !difference.isZero() }] };
}

export const pensionTopUp: Rule = {
  items: ['pension_top_up'],
  wanted: (input) => graded(input) && (input.grade ?? 10) <= 4 && input.old_pension !== undefined,
  compute(context) {
    const { grade } = context.input;
    if (grade === undefined) return { lacking: ['grade'] };
    return monthlyPension(context, grade, {
      item: 'pension_top_up',
      payer: 'fund',
      period: 'month',
      article: '工伤保险条例第35条第1款第3项',
      table: nationalRow(`disability_pension_rate.${grade}`),
    });
  },
};
