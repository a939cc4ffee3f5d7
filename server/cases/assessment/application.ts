/** From the draft to the queue: application, check of the materials, supplement, acceptance (令55 arts 7–10). */
import type { Actor } from '../model.ts';
import type { Effects, Step, StepInput, TimerOrder } from '../step.ts';
import { acceptance, applicationForms, supplementNotice } from './documents.ts';
import type { Facts } from './facts.ts';
import {
  dayByStaff,
  dayOrder,
  determined,
  firstSupplement,
  notExtended,
  notGradedBefore,
  notReview,
  stable,
} from './guards.ts';
import { newApplication } from './raises.ts';
import { limitOf, supplementPauses } from './rules.ts';
import { OPEN_STATES, PARTIES, step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART10 = '劳动能力鉴定管理办法（令55）第十条';

const received = ({ facts }: Input): readonly TimerOrder[] => {
  const on = facts.receivedOn === null ? {} : { on: facts.receivedOn };
  return [
    { do: 'start', timer: 'LA_CHECK', ...on },
    { do: 'start', timer: limitOf(facts.kinds), ...on },
  ];
};

const drafts: readonly Step<Facts>[] = [
  step('DRAFT', {
    from: ['L_NEW'],
    to: 'L_DRAFT',
    by: ['system', 'clerk', 'applicant', 'employer'],
    update: ({ facts, data }) => ({ ...facts, determinationPartId: data.determinationPartId }),
    basis: '劳动能力鉴定管理办法（令55）第七条',
  }),
  step('AUTO_DRAFT', {
    from: ['L_NEW', 'L_DRAFT'],
    to: 'L_DRAFT',
    by: ['system'],
    update: ({ facts, data }) => ({ ...facts, ...data }),
    effects: () => ({ notices: [{ recipient: 'person', template: 'assessment-prepared' }] }),
    basis: '工伤保险条例第二十一条',
  }),
  step('DISCARD', {
    from: ['L_DRAFT'],
    to: 'L_DISCARDED',
    by: ['system'],
    update: ({ facts, today }) => ({ ...facts, endedOn: today }),
    basis: '工伤保险条例第二十一条、第二十三条（未认定工伤的不予鉴定）',
  }),
  step('REVIEW_DRAFT', {
    from: ['L_NEW'],
    to: 'L_RECEIVED',
    by: ['system'],
    update: ({ facts, data: { on, ...data } }) => ({ ...facts, ...data, receivedOn: on }),
    effects: (input) => ({ timers: received(input) }),
    basis: '工伤保险条例第二十八条；劳动能力鉴定管理办法（令55）第二十条',
  }),
  step('SUBMIT', {
    from: ['L_DRAFT'],
    to: 'L_RECEIVED',
    by: PARTIES,
    guards: [
      dayByStaff,
      notReview,
      determined,
      stable,
      notGradedBefore,
      dayOrder(
        'received-after-determination',
        '工伤保险条例第二十三条',
        ({ data }) => data.on,
        ({ decidedOn }) => decidedOn,
        '收到申请的日期不能早于认定工伤决定的日期',
      ),
    ],
    update: ({ facts, data, today }) => ({ ...facts, kinds: data.kinds, receivedOn: data.on ?? today }),
    effects: (input) => ({ timers: received(input), documents: applicationForms(input) }),
    basis: '工伤保险条例第二十三条；劳动能力鉴定管理办法（令55）第七条至第九条',
  }),
];

const needMore = (actor: Actor['role']) =>
  step('L_NEED_MORE', {
    from: ['L_RECEIVED'],
    to: 'L_SUPPLEMENT',
    by: [actor],
    guards: actor === 'chief' ? [] : [firstSupplement],
    update: ({ facts, data, today, actor: { id } }) => ({
      ...facts,
      supplements: facts.supplements + 1,
      supplementAskedOn: today,
      supplementAskedBy: id,
      supplementDays: data.days,
    }),
    effects: (input) => ({
      timers: [{ do: 'stop', timer: 'LA_CHECK' }, ...paused(input, 'pause')],
      documents: supplementNotice(input),
    }),
    basis: ART10,
  });

const paused = (input: Input, order: 'pause' | 'resume'): TimerOrder[] =>
  supplementPauses(input.case.province) ? [{ do: order, timer: limitOf(input.facts.kinds) }] : [];

const supplement: readonly Step<Facts>[] = [
  needMore('officer'),
  needMore('chief'),
  step('L_SUPPLEMENTED', {
    from: ['L_SUPPLEMENT'],
    to: 'L_RECEIVED',
    by: PARTIES,
    update: ({ facts, today, case: { province } }) => ({
      ...facts,
      supplementAskedOn: null,
      pauses: supplementPauses(province)
        ? [...facts.pauses, { from: facts.supplementAskedOn ?? today, to: today }]
        : facts.pauses,
    }),
    effects: (input) => ({
      timers: [{ do: 'stop', timer: 'LA_SUP' }, ...paused(input, 'resume'), { do: 'start', timer: 'LA_CHECK' }],
    }),
    basis: ART10,
  }),
  step('L_EXCUSED', {
    from: ['L_SUPPLEMENT'],
    to: 'L_SUPPLEMENT',
    by: ['officer', 'chief'],
    effects: ({ data }) => ({ timers: [{ do: 'extend', timer: 'LA_SUP', days: data.days }] }),
    basis: ART10,
  }),
  step('L_ABANDONED', {
    from: ['L_SUPPLEMENT'],
    to: 'L_END',
    by: ['system'],
    update: ({ facts, today }) => ({ ...facts, endedOn: today }),
    effects: (input) => ({
      timers: [
        { do: 'stop', timer: 'LA_SUP' },
        { do: 'stop', timer: limitOf(input.facts.kinds) },
      ],
      raise: newApplication(input),
      notices: [
        { recipient: 'person', template: 'assessment-abandoned' },
        { recipient: 'employer', template: 'assessment-abandoned' },
      ],
    }),
    basis: ART10,
  }),
];

const accept = step('L_ACCEPT', {
  from: ['L_RECEIVED'],
  to: 'L_QUEUED',
  by: ['officer'],
  update: ({ facts, data, today }) => ({
    ...facts,
    siteCode: data.siteCode,
    specialties: data.specialties,
    conditionFlag: data.conditionFlag ?? null,
    acceptedOn: today,
    queuedOn: today,
  }),
  effects: (input) => ({ timers: [{ do: 'stop', timer: 'LA_CHECK' }], documents: acceptance(input) }),
  basis: ART10,
});

/** 30 more days, for complex cases only, wherever the limit runs. */
const extend = [...OPEN_STATES, 'L_PROVINCE'].map((state) =>
  step('EXTEND', {
    from: [state],
    to: state,
    by: ['committee', 'chief', 'province'],
    guards: [notExtended],
    update: ({ facts }) => ({ ...facts, extended: true }),
    effects: ({ facts }): Effects => ({
      timers: [{ do: 'extend', timer: limitOf(facts.kinds), days: 30 }],
      notices: [
        { recipient: 'person', template: 'assessment-extended' },
        { recipient: 'employer', template: 'assessment-extended' },
      ],
    }),
    basis: ART10,
  }),
);

export const application: readonly Step<Facts>[] = [...drafts, ...supplement, accept, ...extend];
