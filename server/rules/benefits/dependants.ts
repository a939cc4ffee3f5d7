/**
 * 供养亲属抚恤金 (条例 art 39(1)(2)): a share of own wage for each dependant, together at first approval not above own
 * wage. The statute only caps; the cut in proportion is practice.
 */
import { addMonths } from '../calendar/day.ts';
import { apportion, type Exact, exact, showPercent, showYuan, sum, toAmount, yuan, yuanDown } from '../money.ts';
import { afterStayPeriod, noDeathBenefit } from './death.ts';
import type { BenefitInput } from './input.ts';
import type { Dependant } from './input-parts.ts';
import { notDue, type Outcome, payable, type Rule } from './outcome.ts';
import { NATIONAL, nationalRow } from './tables.ts';

const RELATION_WORDS = {
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
  sibling: '兄弟姐妹',
  other: '其他亲属',
} as const;

function rateOf({ relation, lonely, orphan }: Dependant): Exact {
  const rates = NATIONAL.dependant_rate;
  const base = relation === 'spouse' ? rates.spouse : rates.other;
  return lonely === true || orphan === true ? base.plus(rates.lonely_or_orphan_addition) : base;
}

/** Shares of own wage, rounded to the cent, never adding up to more than own wage. */
export function dependantShares(ownWage: Exact, rates: readonly Exact[]) {
  const raw = rates.map((rate) => rate.times(ownWage));
  const rawSum = sum(raw);
  const cap = yuanDown(ownWage);
  const rounded = raw.map(yuan);
  const amounts = sum(rounded).greaterThan(cap) ? apportion(cap, rates) : rounded;
  return { raw, rawSum, cap, amounts, total: sum(amounts), capped: rawSum.greaterThan(ownWage) };
}

/** The first month of the pension: after the death, or the fourth month of a missing person. */
function startOf(input: BenefitInput): string | undefined {
  if (input.death !== undefined) return input.death.date && addMonths(input.death.date, 1).slice(0, 7);
  return input.missing && missingFrom(input);
}

/** 条例 art 41: wages for three months from the month of the accident, the pension from the fourth. */
export function missingFrom(input: BenefitInput): string | undefined {
  const month = input.missing?.injury_month ?? input.injury_date?.slice(0, 7);
  return month && addMonths(`${month}-01`, NATIONAL.missing_person.wage_months).slice(0, 7);
}

export const dependantPension: Rule = {
  items: ['dependant_pension'],
  wanted: (input) => (input.dependants ?? []).length > 0 && input.illegal_employment !== true,
  compute(context): Outcome {
    const { input, wage } = context;
    const dependants = input.dependants ?? [];
    const article = afterStayPeriod(input) === true ? '39条第3款、第1款第2项' : '39条第1款第2项';
    const common = {
      item: 'dependant_pension',
      payer: 'fund',
      period: 'month',
      article: `工伤保险条例第${input.missing && !input.death ? '41条、第' : ''}${article}；因工死亡职工供养亲属范围规定`,
      table: nationalRow('dependant_rate'),
    } as const;
    const none = noDeathBenefit(input);
    if (none !== null) return notDue(context, { ...common, explanation: none });
    if (afterStayPeriod(input) === true && input.grade === undefined) return { lacking: ['grade'] };
    if (wage === null) return { lacking: ['own_wage'] };
    const rates = dependants.map(rateOf);
    const shares = dependantShares(wage.used, rates);
    const each = dependants.map(({ relation }, index) => ({
      relation,
      rate: (rates[index] ?? exact(0)).toNumber(),
      raw: toAmount(shares.raw[index] ?? exact(0)),
      amount: toAmount(shares.amounts[index] ?? exact(0)),
    }));
    const terms = dependants.map(
      ({ relation }, index) =>
        `${RELATION_WORDS[relation]}${showPercent(rates[index] ?? exact(0))} × ${showYuan(wage.used)} = ${showYuan(yuan(shares.raw[index] ?? exact(0)))}`,
    );
    const cut = shares.capped
      ? `；合计${showYuan(shares.rawSum)}高于本人工资，按比例减为${shares.amounts.map(showYuan).join(' + ')} = ${showYuan(shares.total)}`
      : `；合计${showYuan(shares.total)}`;
    const starts = startOf(input);
    const item = payable(context, {
      ...common,
      amount: shares.total,
      formula: `${terms.join('；')}${cut}`,
      explanation: shares.capped
        ? '按月发给供养亲属，核定时各供养亲属抚恤金之和不高于本人工资'
        : '按月发给由死亡职工生前提供主要生活来源、无劳动能力的亲属',
      inputs: { own_wage: wage.used, dependants: dependants.length },
      more: {
        each,
        raw_sum: toAmount(shares.rawSum),
        cap: toAmount(shares.cap),
        capped: shares.capped,
        ...(starts === undefined ? {} : { starts }),
      },
    });
    return { items: [item] };
  },
};
