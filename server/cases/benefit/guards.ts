/** What must hold before a step of a benefit, each with its article and its own name. */
import { z } from 'zod';
import { exact } from '../../rules/money.ts';
import type { Broken } from '../model.ts';
import type { Guard, StepInput } from '../step.ts';
import { compute, outstanding } from './compute.ts';
import type { Facts } from './facts.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const TWO = '社会保险经办条例第三十七条（经办、复核、审批分离）';
const LAW = '工伤保险条例第五章';

const broken = (guard: string, article: string, message: string, hint: string): Broken => ({
  guard,
  article,
  message,
  hint,
});

export const causeIs = (...causes: readonly string[]): Guard<Facts, { cause: string }> =>
  function cause({ data }) {
    if (causes.includes(data.cause)) return null;
    return broken('cause', LAW, '待遇的起因不符', `this step is for ${causes.join(', ')}`);
  };

/** The decision that a benefit follows from cannot be of tomorrow, nor a payment before it was decided. */
export function notInFuture({ data, today }: Input<{ on: string }>): Broken | null {
  if (data.on <= today) return null;
  return broken('date-in-future', LAW, '日期不能晚于今天', `${data.on} is after today`);
}

export function afterDecision({ facts, data }: Input<{ on: string }>): Broken | null {
  if (facts.decidedOn === null || data.on >= facts.decidedOn) return null;
  return broken(
    'paid-before-decision',
    LAW,
    '日期不能早于待遇核定的日期',
    `decided on ${facts.decidedOn}, given ${data.on}`,
  );
}

export function computable({ case: view, facts }: Input): Broken | null {
  const { missing } = compute(view, facts);
  if (missing.length === 0) return null;
  const names = missing.map(({ input }) => input).join(', ');
  return broken('computable', LAW, '缺少计算待遇所需的数据', `lacking: ${names}`);
}

export function checked({ facts }: Input): Broken | null {
  if (facts.checkedBy !== null) return null;
  return broken('checked', TWO, '尚未复核', 'CHECKED first, by another person');
}

export function otherThanChecker({ facts, actor }: Input): Broken | null {
  if (facts.checkedBy !== actor.id) return null;
  return broken('two-people', TWO, '复核人和审批人不能是同一人', 'the checker may not decide');
}

/** Whoever gave the data neither checks nor decides on them. */
export function otherThanGiver({ facts, actor }: Input): Broken | null {
  if (!facts.givenBy.includes(actor.id)) return null;
  return broken(
    'two-people',
    TWO,
    '提供数据的经办人不能复核或者审批',
    'whoever gave data may neither check nor decide',
  );
}

export function otherThanDecider({ facts, actor }: Input): Broken | null {
  if (facts.decidedBy !== actor.id) return null;
  return broken('two-people', TWO, '审批人不能办理支付', 'the decider may not pay');
}

/** An account is where money is led astray: it is paid to by somebody else than who gave it. */
export function otherThanAccountGiver({ facts, actor }: Input): Broken | null {
  if (facts.accountBy !== actor.id) return null;
  return broken('two-people', TWO, '录入收款账户的人不能办理支付', 'whoever gave the account may not pay');
}

export function otherThanOrderer({ facts, actor }: Input): Broken | null {
  if (facts.orderedBy !== actor.id) return null;
  return broken('two-people', TWO, '发出支付指令的人不能登记支付结果', 'whoever ordered may not enter the result');
}

export function otherThanRecoverer({ facts, actor }: Input): Broken | null {
  if (facts.recoverBy !== actor.id) return null;
  return broken('two-people', TWO, '追回结果须由另一人登记', 'whoever asked it back may not enter that it came');
}

export function endProposed({ facts, actor }: Input): Broken | null {
  const { endProposal: proposal } = facts;
  if (proposal === null) return broken('end-proposed', TWO, '尚未提出终止待遇的意见', 'END_PROPOSE first');
  if (proposal.by !== actor.id) return null;
  return broken('two-people', TWO, '终止待遇须由另一人审批', 'whoever proposed the end may not confirm it');
}

/** As for a suspension: the person hears of it first, and has time to answer. */
export function endAnnounced({ facts, today }: Input): Broken | null {
  const until = facts.endProposal?.until ?? null;
  if (until === null || today > until) return null;
  return broken(
    'notice-over',
    '工伤保险条例第四十二条（事先告知为本系统约定）',
    `告知的期限至${until}届满`,
    'the period to answer is running',
  );
}

const Determined = z.object({ decision: z.object({ outcome: z.string() }).nullable() });

/** No benefit without a determination that stands (条例 arts 2, 30). A case opened for its assessment alone has none. */
export function determinationStands({ case: { parts } }: Input): Broken | null {
  const stands = parts
    .filter(({ kind }) => kind === 'determination')
    .every(({ facts }) => Determined.safeParse(facts).data?.decision?.outcome === 'yes');
  if (stands) return null;
  return broken('determination-stands', '工伤保险条例第三十条', '没有有效的工伤认定决定', 'no positive determination');
}

export function otherThanNotifier({ facts, actor }: Input): Broken | null {
  if (facts.suspendNotice?.by !== actor.id) return null;
  return broken('two-people', TWO, '停发须由另一人审批', 'whoever gave the notice may not suspend');
}

export function otherThanAdjuster({ facts, actor }: Input): Broken | null {
  if (facts.adjustedBy !== actor.id) return null;
  return broken('two-people', TWO, '调整须由另一人复核', 'whoever adjusted may not confirm it');
}

const monthlyOfFund = ({ items }: Facts): boolean =>
  items.some(({ payer, period }) => payer === 'fund' && period === 'month');
const dueOf = (facts: Facts): number => exact(outstanding(facts)).comparedTo(0);

export function fundPays({ facts }: Input): Broken | null {
  if (dueOf(facts) >= 0 && (dueOf(facts) > 0 || monthlyOfFund(facts))) return null;
  return broken('fund-pays', LAW, '没有应由基金支付的待遇', 'nothing is outstanding from the fund');
}

export function overpaid({ facts }: Input): Broken | null {
  if (dueOf(facts) < 0) return null;
  return broken('overpaid', '社会保险法第八十八条', '没有多付的待遇', 'nothing was paid too much');
}

export function allPaid({ facts }: Input): Broken | null {
  if (dueOf(facts) === 0 && !monthlyOfFund(facts) && facts.items.some(({ payer }) => payer === 'fund')) return null;
  return broken('all-paid', LAW, '尚有未付的待遇', 'something is outstanding, or nothing is the fund’s');
}

/** Uninsured, or benefits that are the employer's anyway (条例 arts 33, 36, 37, 62). */
export function employerPays({ facts }: Input): Broken | null {
  if (dueOf(facts) === 0 && facts.items.every(({ payer }) => payer === 'employer')) return null;
  return broken('employer-pays', '工伤保险条例第六十二条', '有应由基金支付的待遇', 'the fund pays some of it');
}

export function accountKnown({ facts }: Input): Broken | null {
  if (facts.records?.accountKnown) return null;
  return broken('account-known', '社会保险经办条例第二十二条', '尚无收款账户', 'DATA with an account first');
}

export function monthly({ facts }: Input): Broken | null {
  if (facts.schedule.length > 0) return null;
  return broken('monthly', '工伤保险条例第四十二条', '没有按月支付的待遇', 'no monthly benefit');
}

export function ofThisYear({ data, today }: Input<{ year: number }>): Broken | null {
  if (data.year === Number(today.slice(0, 4))) return null;
  return broken('year-of-today', '工伤保险条例第四十二条', '只能认证当年的资格', `${data.year} is not this year`);
}

export function notYetThisYear({ facts, data }: Input<{ year: number }>): Broken | null {
  if (facts.eligibleYear === null || data.year > facts.eligibleYear) return null;
  return broken('once-a-year', '工伤保险条例第四十二条', '该年度已认证', `${facts.eligibleYear} is certified`);
}

/** 条例 art 42: nobody's benefit stops without having been told before, with time to answer. */
export function noticeOver({ facts, today }: Input): Broken | null {
  const notice = facts.suspendNotice;
  if (notice !== null && today > notice.until) return null;
  return broken(
    'notice-over',
    '工伤保险条例第四十二条（事先告知为本系统约定）',
    notice === null ? '停发前应当先书面告知' : `告知的期限至${notice.until}届满`,
    notice === null ? 'SUSPEND_NOTICE first' : 'the period to answer is running',
  );
}

export function scheduledItems({ facts, data }: Input<{ items: readonly { item: string }[] }>): Broken | null {
  const strange = data.items.find(({ item }) => !facts.schedule.some((row) => row.item === item));
  if (strange === undefined) return null;
  return broken(
    'scheduled-items',
    '工伤保险条例第四十条',
    '调整的项目不在按月待遇中',
    `${strange.item} is not paid monthly`,
  );
}

export function notMoreThanPaid({ facts, data }: Input<{ amount: string }>): Broken | null {
  if (facts.schedule.length > 0 || exact(data.amount).lessThanOrEqualTo(facts.paidOnce)) return null;
  return broken('not-more-than-paid', '社会保险法第八十八条', '追回金额不能超过已付金额', `paid ${facts.paidOnce}`);
}
