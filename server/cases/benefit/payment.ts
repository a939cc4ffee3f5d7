/** From the decision to the money: batch, bank, a returned payment, a new account; and a source that changed meanwhile. */
import { exact } from '../../rules/money.ts';
import type { Effects, Step, StepInput } from '../step.ts';
import { anew, itself } from './calculation.ts';
import { outstanding } from './compute.ts';
import type { Facts } from './facts.ts';
import {
  accountKnown,
  afterDecision,
  notInFuture,
  otherThanAccountGiver,
  otherThanDecider,
  otherThanOrderer,
} from './guards.ts';
import { baseOf } from './source.ts';
import { step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const LAW = '社会保险经办条例第二十二条';

const pay: readonly Step<Facts>[] = [
  step('PAY', {
    from: ['B_DECIDED'],
    to: 'B_PAYING',
    by: ['agency', 'system'],
    guards: [accountKnown, otherThanDecider, otherThanAccountGiver],
    update: ({ facts, actor }) => ({
      ...facts,
      ordered: outstanding(facts),
      orderedBy: actor.id,
      returnedFor: null,
    }),
    effects: () => ({ hook: 'payment-order' }),
    basis: LAW,
  }),
  step('PAID', {
    from: ['B_PAYING'],
    to: 'B_PAID',
    by: ['agency', 'system'],
    guards: [notInFuture, afterDecision, otherThanOrderer],
    update: ({ facts, data }) => ({
      ...facts,
      paidOn: data.on,
      paidOnce: exact(facts.paidOnce).plus(facts.ordered).toFixed(2),
      ordered: '0',
    }),
    effects: (input) => ({
      hook: 'payment-settled',
      timers: [
        { do: 'stop', timer: 'PAY20' },
        { do: 'stop', timer: 'PAY_NEXT' },
      ],
      notices: [{ recipient: 'person', template: 'benefit-paid' }],
      raise: input.facts.reviseAfter === null ? [] : itself(input, 'REVISED', input.facts.reviseAfter),
    }),
    basis: LAW,
  }),
  step('RETURNED', {
    from: ['B_PAYING'],
    to: 'B_RETURNED',
    by: ['agency', 'system'],
    guards: [notInFuture, afterDecision, otherThanOrderer],
    update: ({ facts, data }) => ({ ...facts, returnedFor: data.reason, ordered: '0' }),
    effects: (input) => ({
      hook: 'payment-settled',
      notices: [{ recipient: 'person', template: 'benefit-returned' }],
      raise: input.facts.reviseAfter === null ? [] : itself(input, 'REVISED', input.facts.reviseAfter),
    }),
    basis: LAW,
  }),
  step('RESUBMIT', {
    from: ['B_RETURNED'],
    to: 'B_DECIDED',
    by: ['applicant', 'clerk', 'agency'],
    update: ({ facts, actor }) => ({ ...facts, accountBy: actor.id }),
    effects: () => ({ hook: 'new-account' }),
    basis: LAW,
  }),
];

interface Revision {
  readonly on: string;
  readonly revoked: boolean;
}

function stillDue({ data }: Input<Revision>) {
  if (!data.revoked) return null;
  return { guard: 'still-due', article: LAW, message: '依据的决定已被撤销', hint: 'the source was revoked' };
}

function withoutBasis({ data }: Input<Revision>) {
  if (data.revoked) return null;
  return { guard: 'without-basis', article: LAW, message: '依据的决定仍然有效', hint: 'the source stands' };
}

function paidSomething({ facts }: Input) {
  if (exact(facts.paidOnce).greaterThan(0)) return null;
  return { guard: 'paid-something', article: LAW, message: '尚未支付', hint: 'nothing was paid' };
}

/** Something may have been paid by an earlier decision. */
const MAYBE_PAID = ['B_DATA', 'B_CHECK', 'B_DECIDED', 'B_RETURNED'];
const NEVER_PAID = ['B_DRAFT', 'B_EMPLOYER'];
const AFTER_PAYMENT = ['B_PAID', 'B_SUSPENDED', 'B_ADJUSTED', 'B_RECOVER'];
/** Where a change of the source can be taken up at once. */
const CHANGEABLE = [...MAYBE_PAID, ...NEVER_PAID, ...AFTER_PAYMENT];
const STOPPED = [
  { do: 'stop', timer: 'PAY20' },
  { do: 'stop', timer: 'PAY_NEXT' },
] as const;

/** What was decided in writing. */
const DECIDED = ['D32', 'D33'] as const;

/** Nothing is due any more: months end with this one, what was paid once is to come back. */
function withdrawn({ facts, today }: Input): Facts {
  const schedule = facts.schedule.map((row) => ({ ...row, until: row.until ?? today.slice(0, 7) }));
  return { ...anew(facts), schedule, toRecover: facts.paidOnce, recoverBy: null, reviseAfter: null };
}

/** The agency adds the months that were paid, if any, by RECOVER. */
const asksBack = (): Effects => ({
  hook: 'payment-change',
  timers: STOPPED,
  ends: DECIDED,
  notices: [{ recipient: 'person', template: 'benefit-recovery' }],
});

const revised: readonly Step<Facts>[] = [
  step('REVISED', {
    from: CHANGEABLE,
    to: 'B_DATA',
    by: ['system'],
    guards: [stillDue],
    update: ({ facts, data, case: view }) => ({
      ...anew(facts),
      on: data.on,
      base: facts.sourcePartId === null ? facts.base : baseOf(view, facts.sourcePartId),
      reviseAfter: null,
    }),
    effects: (input) => ({
      hook: 'insurance-records',
      timers: STOPPED,
      raise: itself(input, 'GATHERED'),
      notices: [{ recipient: 'person', template: 'benefit-revised' }],
    }),
    basis: '工伤保险条例第二十六条、第二十八条',
  }),
  step('REVISED', {
    from: AFTER_PAYMENT,
    to: 'B_RECOVER',
    by: ['system'],
    guards: [withoutBasis],
    update: withdrawn,
    effects: asksBack,
    basis: '社会保险法第八十八条',
  }),
  step('REVISED', {
    from: MAYBE_PAID,
    to: 'B_RECOVER',
    by: ['system'],
    guards: [withoutBasis, paidSomething],
    update: withdrawn,
    effects: asksBack,
    basis: '社会保险法第八十八条',
  }),
  step('REVISED', {
    from: [...MAYBE_PAID, ...NEVER_PAID],
    to: 'B_ENDED',
    by: ['system'],
    guards: [withoutBasis],
    update: (input) => ({ ...withdrawn(input), endedOn: input.today, endGround: 'without-basis' }),
    effects: () => ({
      hook: 'payment-change',
      timers: STOPPED,
      ends: DECIDED,
      notices: [{ recipient: 'person', template: 'benefit-ended' }],
    }),
    basis: '工伤保险条例第二十八条',
  }),
  // The bank is at work: first its answer, then the change.
  step('REVISED', {
    from: ['B_PAYING'],
    to: 'B_PAYING',
    by: ['system'],
    update: ({ facts, data }) => ({ ...facts, reviseAfter: data }),
    basis: '工伤保险条例第二十六条、第二十八条',
  }),
];

export const payment: readonly Step<Facts>[] = [...pay, ...revised];
