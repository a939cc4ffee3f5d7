/** While benefits are paid: eligibility, suspension, adjustment, recovery, objection, end (条例 arts 40, 42, 43, 55). */
import { addDays } from '../../rules/calendar/day.ts';
import { exact } from '../../rules/money.ts';
import type { Step, StepInput } from '../step.ts';
import { eligibility, ending, statement, suspension } from './documents.ts';
import type { EndGround } from './events.ts';
import type { Facts } from './facts.ts';
import {
  endAnnounced,
  endProposed,
  monthly,
  notInFuture,
  noticeOver,
  notMoreThanPaid,
  notYetThisYear,
  ofThisYear,
  otherThanAdjuster,
  otherThanNotifier,
  otherThanRecoverer,
  scheduledItems,
} from './guards.ts';
import { resumed } from './instruction.ts';
import { DECIDED_STATES, step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART42 = '工伤保险条例第四十二条';

const eligible: readonly Step<Facts>[] = [
  step('ELIGIBLE', {
    from: ['B_PAID'],
    to: 'B_PAID',
    by: ['agency', 'system', 'department'],
    guards: [monthly, ofThisYear, notYetThisYear],
    update: ({ facts, data }) => ({ ...facts, eligibleYear: data.year, check: null, suspendNotice: null }),
    effects: (input) => ({ documents: [eligibility(input)] }),
    basis: ART42,
  }),
  // A suspicion opens a check by a person and never stops a payment by itself.
  step('SUSPICION', {
    from: ['B_PAID'],
    to: 'B_PAID',
    by: ['agency', 'system', 'department'],
    guards: [monthly],
    update: ({ facts, data, today }) => ({ ...facts, check: { code: data.code, on: today } }),
    basis: ART42,
  }),
  step('SUSPEND_NOTICE', {
    from: ['B_PAID'],
    to: 'B_PAID',
    by: ['agency'],
    guards: [monthly],
    update: ({ facts, data, today, actor }) => ({
      ...facts,
      suspendNotice: { ground: data.ground, until: addDays(today, data.days), by: actor.id },
    }),
    effects: () => ({ notices: [{ recipient: 'person', template: 'benefit-suspension-ahead' }] }),
    basis: ART42,
  }),
  step('SUSPEND', {
    from: ['B_PAID'],
    to: 'B_SUSPENDED',
    by: ['agency'],
    guards: [noticeOver, otherThanNotifier],
    update: ({ facts, today }) => ({ ...facts, suspendedOn: today }),
    effects: (input) => ({ hook: 'payment-change', documents: [suspension(input)] }),
    basis: ART42,
  }),
  step('RESUME', {
    from: ['B_SUSPENDED'],
    to: 'B_PAID',
    by: ['agency'],
    guards: [notInFuture],
    update: ({ facts, data, today }) => ({
      ...facts,
      schedule: resumed(facts.schedule, facts.suspendedOn ?? today, data.on),
      suspendedOn: null,
      suspendNotice: null,
      check: null,
    }),
    effects: () => ({ hook: 'payment-change', notices: [{ recipient: 'person', template: 'benefit-resumed' }] }),
    basis: `${ART42}、第四十三条`,
  }),
];

interface Adjustment {
  readonly from: string;
  readonly items: readonly { readonly item: string; readonly amount: string }[];
}

const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

/** The old row ends the month before, the new one begins. */
function adjusted({ facts, data, actor }: Input<Adjustment>): Facts {
  const schedule = facts.schedule.flatMap((row) => {
    const change = data.items.find(({ item }) => item === row.item);
    if (change === undefined || row.until !== null) return [row];
    return [
      { ...row, until: monthBefore(data.from) },
      { ...row, amount: change.amount, from: data.from },
    ];
  });
  const items = facts.items.map((item) => {
    const change = data.items.find((each) => each.item === item.item);
    if (change === undefined) return item;
    const formula = `${item.amount} 调整为 ${change.amount}，自${data.from}起`;
    return { ...item, amount: change.amount, formula, starts: data.from };
  });
  return { ...facts, schedule, items, adjustedBy: actor.id, checkedBy: null };
}

const changes: readonly Step<Facts>[] = [
  step('ADJUST', {
    from: ['B_PAID'],
    to: 'B_ADJUSTED',
    by: ['agency'],
    guards: [monthly, scheduledItems],
    update: adjusted,
    basis: '工伤保险条例第四十条',
  }),
  step('ADJUSTED', {
    from: ['B_ADJUSTED'],
    to: 'B_PAID',
    by: ['agency'],
    guards: [otherThanAdjuster],
    update: ({ facts, actor }) => ({ ...facts, checkedBy: actor.id, decisions: facts.decisions + 1 }),
    effects: (input) => ({ hook: 'payment-change', documents: [statement(input, {})], ends: ['D32'] }),
    basis: '工伤保险条例第四十条；社会保险经办条例第三十七条',
  }),
  step('RECOVER', {
    from: ['B_PAID', 'B_SUSPENDED', 'B_RECOVER'],
    to: 'B_RECOVER',
    by: ['agency'],
    guards: [notMoreThanPaid],
    update: ({ facts, data, actor }) => ({ ...facts, toRecover: data.amount, recoverBy: actor.id }),
    effects: () => ({ notices: [{ recipient: 'person', template: 'benefit-recovery' }] }),
    basis: '社会保险法第八十八条',
  }),
  step('RECOVERED', {
    from: ['B_RECOVER'],
    to: 'B_PAID',
    by: ['agency', 'system'],
    guards: [notInFuture, otherThanRecoverer, goesOn],
    update: recovered,
    basis: '社会保险法第八十八条',
  }),
  step('RECOVERED', {
    from: ['B_RECOVER'],
    to: 'B_ENDED',
    by: ['agency', 'system'],
    guards: [notInFuture, otherThanRecoverer],
    update: (input) => ({ ...recovered(input), endedOn: input.today, endGround: 'recovered' }),
    basis: '社会保险法第八十八条',
  }),
];

function goesOn({ facts }: Input) {
  if (facts.items.length > 0) return null;
  return { guard: 'goes-on', article: ART42, message: '已没有应付的待遇', hint: 'nothing is due any more' };
}

function recovered({ facts, data }: Input<{ on: string }>): Facts {
  // What came back counts as not paid, or it would be missing from the next decision.
  const left = exact(facts.paidOnce).minus(facts.toRecover);
  const paidOnce = left.isNegative() ? '0' : left.toFixed(2);
  return { ...facts, recoveredOn: data.on, toRecover: '0', recoverBy: null, paidOnce };
}

const END_STATES = ['B_DRAFT', 'B_DATA', 'B_PAID', 'B_SUSPENDED', 'B_EMPLOYER'];

/** The facts themselves leave nothing to answer to. */
const WITHOUT_NOTICE: readonly EndGround[] = ['died', 'lump-sum-paid', 'nothing-due'];
const DAYS_TO_ANSWER = 15;

function endAsProposed({ facts, data, today, actor }: Input<{ on: string; ground: EndGround }>): Facts {
  const told = facts.schedule.length > 0 && !WITHOUT_NOTICE.includes(data.ground);
  return { ...facts, endProposal: { ...data, until: told ? addDays(today, DAYS_TO_ANSWER) : null, by: actor.id } };
}

function ended(facts: Facts): Facts {
  const { endProposal: proposal } = facts;
  if (proposal === null) throw new Error('no proposal');
  const schedule = facts.schedule.map((row) => ({ ...row, until: row.until ?? proposal.on.slice(0, 7) }));
  return { ...facts, endedOn: proposal.on, endGround: proposal.ground, schedule };
}

const last: readonly Step<Facts>[] = [
  ...END_STATES.map((state) =>
    step('END_PROPOSE', {
      from: [state],
      to: state,
      by: ['agency'],
      guards: [notInFuture],
      update: endAsProposed,
      effects: ({ facts }) => {
        const announced = (facts.endProposal?.until ?? null) !== null;
        return announced ? { notices: [{ recipient: 'person', template: 'benefit-suspension-ahead' }] } : {};
      },
      basis: `${ART42}；因工死亡职工供养亲属范围规定`,
    }),
  ),
  step('END', {
    from: END_STATES,
    to: 'B_ENDED',
    by: ['agency'],
    guards: [endProposed, endAnnounced],
    update: ({ facts }) => ended(facts),
    effects: (input) => ({
      hook: 'payment-change',
      // Nobody is told in writing of the end of what was never granted.
      documents: input.facts.schedule.length > 0 ? [ending(input)] : [],
      notices: [{ recipient: 'person', template: 'benefit-ended' }],
    }),
    basis: `${ART42}；因工死亡职工供养亲属范围规定`,
  }),
  ...DECIDED_STATES.map((state) =>
    step('OBJECTION', {
      from: [state],
      to: state,
      by: ['applicant', 'employer', 'clerk'],
      guards: [notInFuture],
      update: ({ facts, data }) => ({ ...facts, objections: [...facts.objections, data.on] }),
      basis: '工伤保险条例第五十五条第五项',
    }),
  ),
  ...[...DECIDED_STATES, 'B_DRAFT', 'B_DATA', 'B_CHECK', 'B_ADJUSTED', 'B_ENDED'].map((state) =>
    step('SERVED', { from: [state], to: state, by: ['system'], basis: '工伤认定办法第二十二条' }),
  ),
];

export const upkeep: readonly Step<Facts>[] = [...eligible, ...changes, ...last];
