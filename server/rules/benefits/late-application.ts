/**
 * Who bears the costs when the employer did not apply in time (条例 art 17(4)): from the injury to the day of acceptance
 * the employer; Zhejiang: to the day of the application, and a worker's application inside the 30 days saves the fund's
 * payment.
 */
import { addDays } from '../calendar/day.ts';
import { showYuan, sum } from '../money.ts';
import type { BenefitInput, InputName } from './input.ts';
import { type CaseContext, type Outcome, payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow, PROVINCES } from './tables.ts';

export interface CostSplit {
  readonly employer_late: boolean;
  /** The last day on which the employer's application is in time. */
  readonly employer_limit_day: string;
  /** The last day whose costs the employer bears; null: none, or no end yet. */
  readonly employer_bears_until: string | null;
  readonly employer_bears: readonly string[];
  readonly fund_bears: readonly string[];
}

/** Splits the days of `expenses`; null when there are none; or the names of what is lacking. */
export function splitCosts(input: BenefitInput): { split: CostSplit | null } | { lacking: readonly InputName[] } {
  // Under illegal employment there is one compensation and no fund.
  if (input.expenses === undefined || input.illegal_employment === true) return { split: null };
  const { injury_date, employer_applied, worker_applied, accepted, province } = input;
  const days = input.expenses.map(({ date }) => date).toSorted();
  if (injury_date === undefined) return { lacking: ['injury_date'] };
  const limit = input.employer_limit_day ?? addDays(injury_date, NATIONAL.employer_application_days);
  const rule = province === undefined ? undefined : PROVINCES[province]?.late_application;
  const inTime = (day: string | undefined): boolean => day !== undefined && day <= limit;
  if (input.insured === false) {
    const late = !inTime(employer_applied);
    const uninsured = { employer_late: late, employer_limit_day: limit, employer_bears_until: null };
    return { split: { ...uninsured, employer_bears: days, fund_bears: [] } };
  }
  const saved = inTime(employer_applied) || (rule?.worker_application_in_time_saves === true && inTime(worker_applied));
  if (saved) {
    const none = { employer_late: !inTime(employer_applied), employer_limit_day: limit, employer_bears_until: null };
    return { split: { ...none, employer_bears: [], fund_bears: days } };
  }
  const applied = [employer_applied, worker_applied].filter((day) => day !== undefined).toSorted()[0];
  const until = rule?.cut_off === 'application' ? applied : accepted;
  if (until === undefined) return { lacking: [rule?.cut_off === 'application' ? 'employer_applied' : 'accepted'] };
  const split: CostSplit = {
    employer_late: true,
    employer_limit_day: limit,
    employer_bears_until: until,
    employer_bears: days.filter((day) => day <= until),
    fund_bears: days.filter((day) => day > until),
  };
  return { split };
}

function whyCosts({ insured }: BenefitInput, split: CostSplit): string {
  if (insured === false) return '未参加工伤保险，由用人单位负担';
  const { employer_limit_day: limit, employer_bears_until: until } = split;
  if (until === null) return `在${limit}以前提出了工伤认定申请，由工伤保险基金负担`;
  return `用人单位未在${limit}以前提出工伤认定申请，${until}以前（含当日）的费用由用人单位负担，以后的由工伤保险基金负担`;
}

function costs(context: CaseContext, payer: 'employer' | 'fund'): Outcome {
  const { input } = context;
  const found = splitCosts(input);
  if ('lacking' in found) return { lacking: found.lacking };
  const { split } = found;
  if (split === null) return {};
  const days = new Set(payer === 'employer' ? split.employer_bears : split.fund_bears);
  const amounts = (input.expenses ?? []).flatMap(({ date, amount }) =>
    days.has(date) && amount !== undefined ? [amount] : [],
  );
  if (amounts.length === 0) return {};
  const total = sum(amounts);
  const provincial = input.province === undefined ? undefined : PROVINCES[input.province]?.late_application?.article;
  const item = payable(context, {
    item: payer === 'employer' ? 'treatment_expenses_employer' : 'treatment_expenses_fund',
    amount: total,
    payer,
    period: 'total',
    formula: `${amounts.map(showYuan).join(' + ')} = ${showYuan(total)}`,
    explanation: whyCosts(input, split),
    inputs: { employer_limit_day: split.employer_limit_day, accepted: input.accepted ?? '' },
    article: `工伤保险条例第17条第4款${provincial === undefined ? '' : `；${provincial}`}`,
    table: nationalRow('employer_application_days'),
  });
  return { items: [item] };
}

const hasExpenses: Rule['wanted'] = (input) => input.expenses !== undefined && input.illegal_employment !== true;

export const employerCosts: Rule = {
  items: ['treatment_expenses_employer'],
  wanted: hasExpenses,
  compute: (context) => costs(context, 'employer'),
};

export const fundCosts: Rule = {
  items: ['treatment_expenses_fund'],
  wanted: hasExpenses,
  compute: (context) => costs(context, 'fund'),
};
