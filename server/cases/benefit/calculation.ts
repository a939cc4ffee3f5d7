/** From the trigger to the decision: data, calculation, second person, decision (条例 ch. 5; 经办条例). */
import { addMonths } from '../../rules/calendar/day.ts';
import type { Effects, Raise, Step, StepInput } from '../step.ts';
import { compute, outstanding, pensionRows, scheduleOf } from './compute.ts';
import { decision, statement } from './documents.ts';
import type { Facts } from './facts.ts';
import {
  allPaid,
  causeIs,
  checked,
  computable,
  determinationStands,
  employerPays,
  fundPays,
  notInFuture,
  otherThanChecker,
  otherThanGiver,
  overpaid,
} from './guards.ts';
import { baseOf } from './source.ts';
import { step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const LAW = '工伤保险条例第五章';
const TWO = '社会保险经办条例第三十七条';

export const itself = ({ partId }: Input, event: string, data: unknown = {}): readonly Raise[] => [
  { to: 'part', partId, event, data },
];

interface Trigger {
  readonly cause: 'determination' | 'assessment' | 'death';
  readonly sourcePartId: string;
  readonly on: string;
}

const triggered = ({ facts, data, case: view }: Input<Trigger>): Facts => ({
  ...facts,
  ...data,
  base: baseOf(view, data.sourcePartId),
});

const begun: readonly Step<Facts>[] = [
  step('DRAFT', {
    from: ['B_NEW'],
    to: 'B_DRAFT',
    by: ['system', 'clerk'],
    update: ({ facts, data }) => ({ ...facts, cause: 'determination', sourcePartId: data.sourcePartId }),
    basis: LAW,
  }),
  step('TRIGGER', {
    from: ['B_NEW', 'B_DRAFT'],
    to: 'B_DATA',
    by: ['system', 'agency'],
    guards: [causeIs('assessment', 'death'), notInFuture],
    update: triggered,
    effects: (input) => ({ hook: 'insurance-records', raise: itself(input, 'GATHERED') }),
    basis: '工伤保险条例第三十五条至第三十九条',
  }),
  // Treatment and stay with pay: nothing can be computed until the days and months are known (DATA).
  step('TRIGGER', {
    from: ['B_NEW', 'B_DRAFT'],
    to: 'B_DRAFT',
    by: ['system', 'agency'],
    guards: [causeIs('determination'), notInFuture],
    update: triggered,
    effects: () => ({ hook: 'insurance-records' }),
    basis: '工伤保险条例第三十条、第三十三条',
  }),
];

const cleared = { missing: [], items: [], ownWage: null, warnings: [], checkedBy: null, decidedBy: null };

/** Everything is computed again from the records as they are now. */
export const anew = (facts: Facts): Facts => ({ ...facts, ...cleared });

type Data = Input<{ readonly given: Facts['given']; readonly account?: string | undefined }>;

const withData = ({ facts, actor, data: { given, account } }: Data): Facts => ({
  ...anew(facts),
  given: { ...facts.given, ...given },
  // After a decision the people who gave its data are free again.
  givenBy: [...(facts.decidedBy === null ? facts.givenBy : []), actor.id],
  accountBy: account === undefined ? facts.accountBy : actor.id,
});

const data: readonly Step<Facts>[] = [
  step('DATA', {
    from: ['B_DRAFT', 'B_DATA', 'B_PAID', 'B_EMPLOYER'],
    to: 'B_DATA',
    by: ['agency'],
    update: withData,
    effects: (input) => ({ hook: 'insurance-records', raise: itself(input, 'GATHERED') }),
    basis: '社会保险经办条例第二十一条、第二十二条',
  }),
  step('GATHERED', {
    from: ['B_DATA'],
    to: 'B_CALC',
    by: ['system'],
    guards: [computable],
    update: ({ facts }) => ({ ...facts, missing: [] }),
    effects: (input) => ({ raise: itself(input, 'CALCULATE') }),
    basis: LAW,
  }),
  step('GATHERED', {
    from: ['B_DATA'],
    to: 'B_DATA',
    by: ['system'],
    update: ({ facts, case: view }) => ({ ...facts, missing: compute(view, facts).missing }),
    basis: LAW,
  }),
  step('CALCULATE', {
    from: ['B_CALC'],
    to: 'B_CHECK',
    by: ['system'],
    update: ({ facts, case: view }) => {
      const { items, ownWage, warnings } = compute(view, facts);
      return { ...facts, items: [...items], ownWage, warnings: [...warnings] };
    },
    basis: LAW,
  }),
];

const check: readonly Step<Facts>[] = [
  step('CHECKED', {
    from: ['B_CHECK'],
    to: 'B_CHECK',
    by: ['agency'],
    guards: [otherThanGiver],
    update: ({ facts, actor }) => ({ ...facts, checkedBy: actor.id }),
    basis: TWO,
  }),
  step('SEND_BACK', {
    from: ['B_CHECK'],
    to: 'B_DATA',
    by: ['agency'],
    update: ({ facts }) => anew(facts),
    basis: TWO,
  }),
];

const nextMonth = (day: string): string => addMonths(day, 1).slice(0, 7);

const decided = (input: Input): Facts => {
  const { facts, actor, today } = input;
  return {
    ...facts,
    decidedBy: actor.id,
    decidedOn: today,
    decisions: facts.decisions + 1,
    schedule: scheduleOf(facts, nextMonth).flatMap((row) => pensionRows(input.case, facts, row)),
    // What is decided anew is paid anew.
    suspendedOn: null,
    suspendNotice: null,
  };
};

interface Numbers {
  readonly determinationNumber?: string | undefined;
  readonly conclusionNumber?: string | undefined;
}

/** A benefit that was decided before has new papers in the place of the old. */
const papers = (input: Input<Numbers>): Effects => ({
  documents: [statement(input, input.data), decision(input)],
  ends: ['D32', 'D33'],
});

const DECIDER = [otherThanChecker, otherThanGiver, determinationStands] as const;

const decide: readonly Step<Facts>[] = [
  step('DECIDE', {
    from: ['B_CHECK'],
    to: 'B_DECIDED',
    by: ['agency'],
    guards: [checked, ...DECIDER, fundPays],
    update: decided,
    effects: (input) => ({
      ...papers(input),
      timers: [
        { do: 'start', timer: 'PAY20' },
        { do: 'start', timer: 'PAY_NEXT' },
      ],
    }),
    basis: LAW,
  }),
  step('DECIDE', {
    from: ['B_CHECK'],
    to: 'B_RECOVER',
    by: ['agency'],
    guards: [checked, ...DECIDER, overpaid],
    update: (input) => ({
      ...decided(input),
      toRecover: outstanding(input.facts).replace('-', ''),
      recoverBy: input.actor.id,
    }),
    effects: (input) => ({
      ...papers(input),
      hook: 'payment-change',
      notices: [{ recipient: 'person', template: 'benefit-recovery' }],
    }),
    basis: '社会保险法第八十八条',
  }),
  step('DECIDE', {
    from: ['B_CHECK'],
    to: 'B_PAID',
    by: ['agency'],
    guards: [checked, ...DECIDER, allPaid],
    update: decided,
    effects: (input) => ({ ...papers(input), hook: 'payment-change' }),
    basis: LAW,
  }),
  step('DECIDE', {
    from: ['B_CHECK'],
    to: 'B_EMPLOYER',
    by: ['agency'],
    guards: [checked, ...DECIDER, employerPays],
    update: decided,
    effects: (input) => ({ ...papers(input), hook: 'payment-change' }),
    basis: '工伤保险条例第三十三条、第六十二条',
  }),
];

export const calculation: readonly Step<Facts>[] = [...begun, ...data, ...check, ...decide];
