/** 待遇核定表 and 支付决定: the amounts as they were computed, with formula, article and table. */
import { unwrap } from '@anban/foundation/result';
import { addMonths } from '../../rules/calendar/day.ts';
import { deadline } from '../../rules/deadlines/deadline.ts';
import { exact, yuan } from '../../rules/money.ts';
import type { DocumentOrder, StepInput } from '../step.ts';
import { fundOnce, outstanding, totalOf } from './compute.ts';
import type { EndGround } from './events.ts';
import type { Facts, Item } from './facts.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const BOTH = ['person', 'employer'] as const;
const PAYERS = { fund: '工伤保险基金', employer: '用人单位' } as const;
const PERIODS = { once: '一次性', total: '一次性', month: '按月' } as const;

const GRADES = '一二三四五六七八九十';

function totals(items: readonly Item[]) {
  return (['fund', 'employer'] as const).flatMap((payer) =>
    (['一次性', '按月'] as const).flatMap((period) => {
      const own = items.filter((item) => item.payer === payer && PERIODS[item.period] === period);
      return own.length === 0 ? [] : [{ payer: PAYERS[payer], period, amount: totalOf(own) }];
    }),
  );
}

interface Numbers {
  readonly determinationNumber?: string | undefined;
  readonly conclusionNumber?: string | undefined;
}

export function statement({ facts, today }: Input, numbers: Numbers): DocumentOrder {
  const { items, ownWage, base, records, checkedBy } = facts;
  const grade = base?.grade ?? null;
  const wage =
    ownWage === null
      ? { amount: '0.00', explanation: '本次待遇不以本人工资计算。' }
      : { amount: yuan(exact(ownWage.used)).toFixed(2), explanation: ownWage.formula };
  const fields = {
    ...numbers,
    ...(grade === null ? {} : { grade: `${GRADES.charAt(grade - 1)}级` }),
    injuryOn: records?.injuryDate ?? today,
    wage,
    items: items.map(({ name, amount, payer, period, formula, article, table }) => ({
      ...{ name, amount, payer: PAYERS[payer], period: PERIODS[period], formula, article, table },
    })),
    totals: totals(items),
    calculatedBy: '系统按待遇规则计算',
    checkedBy: checkedBy ?? '',
  };
  return { kind: 'D32', recipients: BOTH, fields };
}

const paidLine = ({ name, amount, payer, period, starts }: Item) => ({
  ...{ name, amount, payer: PAYERS[payer], period: PERIODS[period] },
  ...(starts === null ? {} : { from: `${starts}-01` }),
});

/** Where to and by when the fund pays: the limit that PAY20 keeps. Nothing when something is to come back. */
function paying({ facts, today, case: { province } }: Input) {
  if (exact(outstanding(facts)).isNegative()) return {};
  const tail = facts.records?.accountTail ?? null;
  return {
    ...(tail === null ? {} : { account: `尾号${tail}的收款账户` }),
    payBy: unwrap(deadline('PAY20', { start: today, province })).due,
  };
}

export function decision(input: Input): DocumentOrder {
  const { facts } = input;
  const ofFund = facts.items.filter(({ payer }) => payer === 'fund');
  const paid = ofFund.length > 0;
  const fields = {
    decision: paid ? '支付' : '不予支付',
    items: facts.items.map(paidLine),
    total: paid ? fundOnce(facts) : '0.00',
    ...(paid ? paying(input) : { reason: reasonOf(facts) }),
    clause: '《工伤保险条例》第五章',
  };
  return { kind: 'D33', recipients: BOTH, fields };
}

const reasonOf = ({ records, given }: Facts): string =>
  (given.insured ?? records?.insured) === false
    ? '用人单位未依法参加工伤保险，依照《工伤保险条例》第六十二条，由用人单位按照规定的工伤保险待遇项目和标准支付费用。'
    : '所列待遇依法由用人单位支付，工伤保险基金不予支付。';

/** 条例 art 42: paying stops. */
export function suspension({ facts, data }: Input<{ reason: string }>): DocumentOrder {
  const items = facts.items.filter(({ period }) => period === 'month').map(paidLine);
  const fields = {
    decision: '不予支付',
    items,
    total: '0.00',
    reason: data.reason,
    clause: '《工伤保险条例》第四十二条',
  };
  return { kind: 'D33', recipients: ['person'], fields };
}

const END_REASONS: Readonly<Record<EndGround, string>> = {
  retired: '已办理退休手续，停发伤残津贴，享受基本养老保险待遇。',
  died: '待遇领取人已死亡。',
  able: '待遇领取人已恢复劳动能力或者不再符合领取条件。',
  remarried: '待遇领取人已再婚。',
  adopted: '待遇领取人已被他人或者组织收养。',
  employed: '待遇领取人已就业或者参军。',
  'lump-sum-paid': '待遇已一次性支付，不再按月支付。',
  'nothing-due': '已没有应付的待遇。',
};

/** Paying ends for good. */
export function ending({ facts }: Input): DocumentOrder {
  const { endProposal: proposal } = facts;
  if (proposal === null) throw new Error('no proposal');
  const fields = {
    decision: '不予支付',
    items: facts.items.filter(({ period }) => period === 'month').map(paidLine),
    total: '0.00',
    reason: `${END_REASONS[proposal.ground]}自${proposal.on}起终止，最后支付月份为${proposal.on.slice(0, 7)}。`,
    clause: '《工伤保险条例》第五章',
  };
  return { kind: 'D33', recipients: ['person'], fields };
}

const METHODS = { 'data-match': '数据比对', 'self-check': '本人自助认证', visit: '上门认证' } as const;

export function eligibility({
  facts,
  data,
  at,
  today,
}: Input<{ year: number; method: keyof typeof METHODS }>): DocumentOrder {
  const names = facts.items.filter(({ period }) => period === 'month').map(({ name }) => name);
  const fields = {
    benefit: names.join('、'),
    method: METHODS[data.method],
    at: new Date(at).toISOString(),
    result: '认证通过',
    validUntil: addMonths(today, 12),
    channel: data.method === 'data-match' ? '部门数据共享' : '终端或者窗口',
  };
  return { kind: 'D36', recipients: ['person'], fields };
}
