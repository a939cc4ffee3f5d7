/** After the conclusion: service, re-assessment by the province, review, revocation, correction (令55 arts 17–22, 31). */
import { z } from 'zod';
import type { CaseView } from '../model.ts';
import type { Step, StepInput } from '../step.ts';
import { againForm, provincialConclusion } from './documents.ts';
import { Facts } from './facts.ts';
import {
  broken,
  dayByStaff,
  dayOrder,
  everyKind,
  insideReAssessWindow,
  notRevoked,
  oneYearLater,
  ownParty,
} from './guards.ts';
import { replaced } from './mending.ts';
import { benefitRaises } from './raises.ts';
import { limitOf, serviceLimitOf } from './rules.ts';
import { OPEN_STATES, PARTIES, step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART17 = '劳动能力鉴定管理办法（令55）第十七条';
const RE = '工伤保险条例第二十六条；劳动能力鉴定管理办法（令55）第十九条';
const REVIEW = '工伤保险条例第二十八条；劳动能力鉴定管理办法（令55）第二十条';

/** Every state whose documents may still be on their way. */
const SERVED_IN = [
  ...OPEN_STATES,
  'L_SUPPLEMENT',
  'L_CONCLUDED',
  'L_DELIVERED',
  'L_PROVINCE',
  'L_FINAL',
  'L_TERMINATED',
  'L_END',
  'L_DISCARDED',
] as const;

interface Served {
  readonly recipient: 'person' | 'employer' | 'agency' | 'file';
  readonly event: string;
  readonly eventId?: string | undefined;
  readonly on: string;
}

/** Its period runs from the receipt of the notice (令55 art 10). */
const limitOfSupplement = ({ supplementDays }: Facts) => (supplementDays === null ? {} : { limitDays: supplementDays });

const bothServed = ({ servedOn: { person, employer } }: Facts): boolean => person !== null && employer !== null;

/** Only the service of the conclusion in force counts, not of one before it that was made by an event of the same name. */
const isInForce = ({ inForce, inForceId }: Facts, { event, eventId }: Served): boolean =>
  event === inForce && (eventId ?? null) === inForceId;

function noteService({ facts, data }: Input<Served>): Facts {
  const { recipient, on } = data;
  if (!isInForce(facts, data) || (recipient !== 'person' && recipient !== 'employer')) return facts;
  return { ...facts, servedOn: { ...facts.servedOn, [recipient]: facts.servedOn[recipient] ?? on } };
}

const laterOf = ({ servedOn: { person, employer } }: Facts, today: string): string => {
  const days = [person, employer].filter((day) => day !== null).sort();
  return days.at(-1) ?? today;
};

const service: readonly Step<Facts>[] = [
  ...SERVED_IN.map((state) =>
    step('SERVED', {
      from: [state],
      to: state,
      by: ['system'],
      guards: [
        dayOrder(
          'served-after-conclusion',
          ART17,
          ({ data, facts }) => (isInForce(facts, data) ? data.on : null),
          ({ concludedOn }) => concludedOn,
          '送达日期不能早于结论日期',
        ),
      ],
      update: noteService,
      effects: ({ facts, data, partId, today }) =>
        state === 'L_SUPPLEMENT' && data.event === 'L_NEED_MORE' && data.recipient === 'person'
          ? { timers: [{ do: 'start', timer: 'LA_SUP', on: data.on, ...limitOfSupplement(facts) }] }
          : bothServed(facts) && (state === 'L_CONCLUDED' || state === 'L_FINAL') && facts.deliveredOn === null
            ? { raise: [{ to: 'part', partId, event: 'DELIVERED', data: { on: laterOf(facts, today) } }] }
            : {},
      basis: ART17,
    }),
  ),
  step('DELIVERED', {
    from: ['L_CONCLUDED'],
    to: 'L_DELIVERED',
    by: ['system'],
    update: ({ facts, data }) => ({ ...facts, deliveredOn: data.on }),
    effects: ({ facts, data }) => ({
      timers: [
        { do: 'stop', timer: serviceLimitOf(facts.kinds) },
        ...(facts.revoked
          ? []
          : ([
              { do: 'start', timer: 'LA_RE15', on: data.on },
              { do: 'start', timer: 'LA_REV1Y', on: facts.concludedOn ?? data.on },
            ] as const)),
      ],
    }),
    basis: ART17,
  }),
  step('DELIVERED', {
    from: ['L_FINAL'],
    to: 'L_FINAL',
    by: ['system'],
    update: ({ facts, data }) => ({ ...facts, deliveredOn: data.on }),
    effects: ({ facts, data }) => ({
      timers: [
        { do: 'stop', timer: serviceLimitOf(facts.kinds) },
        { do: 'start', timer: 'LA_REV1Y', on: facts.concludedOn ?? data.on },
      ],
    }),
    basis: ART17,
  }),
];

/** Not before this party has the conclusion, nor in the future. */
function afterReceipt({ facts, data, today }: Input<{ party: 'person' | 'employer'; on?: string | undefined }>) {
  const on = data.on ?? today;
  const received = facts.servedOn[data.party];
  if (on > today) return broken('date-in-future', RE, '日期不能晚于今天', `${on} is after today`);
  if (received === null || on >= received) return null;
  return broken(
    're-assess-after-receipt',
    RE,
    '申请再次鉴定的日期不能早于收到结论的日期',
    `${on} is before ${received}`,
  );
}

const province: readonly Step<Facts>[] = [
  step('RE_ASSESS', {
    from: ['L_DELIVERED'],
    to: 'L_PROVINCE',
    by: PARTIES,
    guards: [notRevoked, ownParty, dayByStaff, insideReAssessWindow, afterReceipt],
    update: ({ facts, data, today }) => ({ ...facts, reAssessAskedOn: data.on ?? today, extended: false }),
    effects: (input) => ({
      timers: [
        { do: 'stop', timer: 'LA_RE15' },
        { do: 'stop', timer: 'LA_REV1Y' },
        { do: 'start', timer: limitOf(input.facts.kinds), on: input.facts.reAssessAskedOn ?? input.today },
      ],
      documents: againForm(input, '再次鉴定', input.data.reason, input.facts.servedOn[input.data.party]),
      notices: [
        { recipient: 'person', template: 'assessment-province' },
        { recipient: 'employer', template: 'assessment-province' },
      ],
    }),
    basis: RE,
  }),
  step('P_CONCLUDE', {
    from: ['L_PROVINCE'],
    to: 'L_FINAL',
    by: ['province'],
    guards: [
      everyKind,
      dayOrder(
        'examined-after-re-assessment',
        RE,
        ({ data }) => data.examinedOn,
        ({ reAssessAskedOn }) => reAssessAskedOn,
        '再次鉴定的日期不能早于申请日期',
      ),
    ],
    update: ({ facts, data, eventId, today }) => ({
      ...facts,
      ...replaced(facts, today),
      conclusions: data.conclusions,
      examinedOn: data.examinedOn,
      inForce: 'P_CONCLUDE',
      inForceId: eventId,
    }),
    effects: (input) => ({
      timers: [
        { do: 'stop', timer: limitOf(input.facts.kinds) },
        { do: 'start', timer: serviceLimitOf(input.facts.kinds) },
      ],
      documents: provincialConclusion(input, before(input)),
      // 最终结论: the city's does not stand beside it.
      ends: ['D26'],
      raise: benefitRaises(input),
    }),
    basis: '工伤保险条例第二十六条；劳动能力鉴定管理办法（令55）第二十二条',
  }),
];

/** The city's conclusion, as the case has it before this step. */
function before({ case: view, partId }: Input) {
  const part = view.parts.find(({ id }) => id === partId);
  const read = Facts.safeParse(part?.facts);
  return read.success ? read.data : { conclusions: [], concludedOn: null };
}

const Reviewing = z.object({ reviewOf: z.string().nullable() });
const CLOSED = ['L_DELIVERED', 'L_FINAL', 'L_TERMINATED', 'L_END'];

const reviewRunning = ({ parts }: CaseView, partId: string): boolean =>
  parts.some(({ kind, state, facts }) => {
    if (kind !== 'assessment' || CLOSED.includes(state)) return false;
    const read = Reviewing.safeParse(facts);
    return read.success && read.data.reviewOf === partId;
  });

function noReviewRunning({ case: view, partId }: Input) {
  if (!reviewRunning(view, partId)) return null;
  return broken('one-review', REVIEW, '复查鉴定正在进行', 'a review of this conclusion is open');
}

const review = ['L_DELIVERED', 'L_FINAL'].map((state) =>
  step('REVIEW', {
    from: [state],
    to: state,
    by: [...PARTIES, 'agency'],
    guards: [
      notRevoked,
      dayByStaff,
      noReviewRunning,
      dayOrder(
        'review-after-conclusion',
        REVIEW,
        ({ data }) => data.on,
        ({ concludedOn }) => concludedOn,
        '申请复查的日期不能早于结论日期',
      ),
      oneYearLater,
    ],
    effects: (input) => ({
      documents: againForm(input, '复查鉴定', input.data.change, input.facts.deliveredOn),
      raise: [
        {
          to: 'new',
          kind: 'assessment',
          event: 'REVIEW_DRAFT',
          data: {
            reviewOf: input.partId,
            determinationPartId: input.facts.determinationPartId,
            decidedOn: input.facts.decidedOn,
            kinds: input.facts.kinds.includes('A2') ? ['A3', 'A2'] : ['A3'],
            on: input.data.on ?? input.today,
          },
        },
      ],
    }),
    basis: REVIEW,
  }),
);

/** 令55 arts 10, 14: what was abandoned or terminated can be applied for anew; what is concluded, for other kinds. */
const again = ['L_DELIVERED', 'L_FINAL', 'L_TERMINATED', 'L_END'].map((state) =>
  step('APPLY_AGAIN', {
    from: [state],
    to: state,
    by: PARTIES,
    guards: [noDraftWaiting],
    effects: ({ facts: { determinationPartId, decidedOn } }) => ({
      raise: [
        determinationPartId === null || decidedOn === null
          ? { to: 'new', kind: 'assessment', event: 'DRAFT', data: { determinationPartId } }
          : { to: 'new', kind: 'assessment', event: 'AUTO_DRAFT', data: { determinationPartId, decidedOn } },
      ],
    }),
    basis: '劳动能力鉴定管理办法（令55）第七条、第十条、第十四条',
  }),
);

/** One draft is enough. */
function noDraftWaiting({ case: { parts } }: Input) {
  if (!parts.some(({ kind, state }) => kind === 'assessment' && state === 'L_DRAFT')) return null;
  return broken('one-draft', '劳动能力鉴定管理办法（令55）第七条', '已有待提交的鉴定申请', 'a draft is waiting');
}

export const after: readonly Step<Facts>[] = [...service, ...province, ...review, ...again];
