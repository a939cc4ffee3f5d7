/** While the worker is treated: wages of the stay-with-pay period (条例 art 33) and hospital meals (art 30(4)). */
import { exact, showPercent, showYuan, sum, yuan } from '../money.ts';
import type { BenefitInput } from './input.ts';
import { type CaseContext, type Outcome, payable, type Rule, type Warning } from './outcome.ts';
import { NATIONAL, nationalRow, PROVINCES, type TableRef } from './tables.ts';

const treated = (input: BenefitInput): boolean => input.illegal_employment !== true;

export const stayPay: Rule = {
  items: ['stay_pay'],
  wanted: (input) => input.stay_pay_months !== undefined && treated(input),
  compute(context) {
    const { input, wage } = context;
    const months = input.stay_pay_months;
    // 原工资福利待遇不变: what was really paid, so the bounds of own wage do not apply.
    const monthly = input.original_wage ?? wage?.average;
    if (months === undefined) return { lacking: ['stay_pay_months'] };
    if (monthly === undefined) return { lacking: ['own_wage'] };
    const amount = yuan(months.times(monthly));
    const item = payable(context, {
      item: 'stay_pay',
      amount,
      payer: 'employer',
      period: 'total',
      formula: `${months.toFixed()}个月 × ${showYuan(monthly)} = ${showYuan(amount)}`,
      explanation: `停工留薪期内原工资福利待遇不变，由所在单位按月支付，每月${showYuan(yuan(monthly))}元`,
      inputs: { stay_pay_months: months, [input.original_wage ? 'original_wage' : 'own_wage']: monthly },
      article: '工伤保险条例第33条第1款',
      table: nationalRow('stay_pay_months_max'),
    });
    const longest = NATIONAL.stay_pay_months_max;
    const message = `超过${longest}个月的部分须经劳动能力鉴定委员会确认延长`;
    const extended: Warning = { name: 'extension-needed', message, items: ['stay_pay'] };
    return { items: [item], warnings: months.greaterThan(longest) ? [extended] : [] };
  },
};

export const hospitalMeal: Rule = {
  items: ['hospital_meal'],
  wanted: (input) => input.inpatient_days !== undefined && treated(input),
  compute(context) {
    const { input } = context;
    const days = input.inpatient_days;
    if (days === undefined) return { lacking: ['inpatient_days'] };
    if (input.meal_per_day !== undefined) {
      const table = { id: 'case-input', version: '-', row: 'meal_per_day', verified: false };
      return meals(context, [{ days, perDay: input.meal_per_day, words: showYuan(input.meal_per_day) }], table, '');
    }
    const province = input.province === undefined ? undefined : PROVINCES[input.province];
    const rule = province?.hospital_meal;
    if (province === undefined || rule === undefined) return { lacking: ['meal_per_day'] };
    const table = { id: province.id, version: province.version, row: 'hospital_meal', verified: rule.verified };
    const article = `；${rule.article}`;
    if (rule.kind === 'per-day') {
      const outside = input.out_of_area_days ?? exact(0);
      const stretches = [
        { days: days.minus(outside), perDay: rule.in_area, words: showYuan(rule.in_area) },
        { days: outside, perDay: rule.out_of_area, words: `${showYuan(rule.out_of_area)}（统筹地区以外）` },
      ];
      return meals(context, stretches, table, article);
    }
    const minimum = input.min_wage;
    if (minimum === undefined) return { lacking: ['min_wage'] };
    const words = `${showPercent(rule.rate)} × ${showYuan(minimum)} ÷ ${rule.days_per_month}`;
    const perDay = rule.rate.times(minimum).dividedBy(rule.days_per_month);
    const outcome = meals(context, [{ days, perDay, words }], table, article);
    const message = `按每月${rule.days_per_month}天折算，省条例没有写明折算天数，请核对`;
    return { ...outcome, warnings: [{ name: 'meal-days-per-month', message, items: ['hospital_meal'] }] };
  },
};

type Days = Exclude<BenefitInput['inpatient_days'], undefined>;
interface Stretch {
  readonly days: Days;
  readonly perDay: Days;
  readonly words: string;
}

function meals(context: CaseContext, all: readonly Stretch[], table: TableRef, article: string): Outcome {
  const counted = all.filter(({ days }) => days.greaterThan(0));
  const stretches = counted.length > 0 ? counted : all.slice(0, 1);
  const days = sum(stretches.map((stretch) => stretch.days));
  const amount = yuan(sum(stretches.map((stretch) => stretch.days.times(stretch.perDay))));
  const terms = stretches.map((stretch) => `${stretch.days.toFixed()}天 × ${stretch.words}`);
  const item = payable(context, {
    item: 'hospital_meal',
    amount,
    payer: 'fund',
    period: 'total',
    formula: `${terms.join(' + ')} = ${showYuan(amount)}`,
    explanation: '住院治疗工伤期间的伙食补助，按实际住院天数',
    inputs: { inpatient_days: days },
    article: `工伤保险条例第30条第4款${article}`,
    table,
  });
  return { items: [item] };
}
