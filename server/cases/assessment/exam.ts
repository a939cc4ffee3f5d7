/** The examination, the experts' opinion and the committee's conclusion (令55 arts 12, 14–17). */
import type { Step, StepInput } from '../step.ts';
import { conclusion, identityRecord, opinionSheet, termination } from './documents.ts';
import { determinationStands } from './ended.ts';
import type { Facts } from './facts.ts';
import {
  arrivedBefore,
  broken,
  dayOrder,
  drawn,
  everyKind,
  everyKindOpinion,
  identified,
  onPanel,
  onSessionDay,
  ownSignature,
  recorderOn,
  sameAsOpinion,
  seated,
  stayFromGiven,
} from './guards.ts';
import { benefitRaises, newApplication } from './raises.ts';
import { notRecused, panelImpartial } from './recusal.ts';
import { limitOf, serviceLimitOf } from './rules.ts';
import { step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART12 = '劳动能力鉴定管理办法（令55）第十二条';
const ART14 = '劳动能力鉴定管理办法（令55）第十四条';
const ART15 = '劳动能力鉴定管理办法（令55）第十五条';

const here = (facts: Facts, checkInId: string | null): Facts => ({
  ...facts,
  checkInId,
  absentOn: null,
  absentReportedBy: null,
  graceUntil: null,
  explained: false,
});

/** Nobody has to be waited for any more; the record of the identity check is made once the hook knows it. */
const identify = ({ partId }: Input) => ({
  hook: 'check-in',
  timers: [
    { do: 'stop', timer: 'GRACE3' },
    { do: 'stop', timer: 'LA_NOTICE5' },
  ] as const,
  raise: [{ to: 'part', partId, event: 'IDENTIFIED', data: {} }] as const,
});

const arrival: readonly Step<Facts>[] = [
  ...['L_SCHEDULED', 'L_ABSENT'].map((state) =>
    step('COMPARED', {
      from: [state],
      to: state,
      by: ['officer', 'clerk'],
      guards: [onSessionDay],
      update: ({ facts, data, actor }) => ({ ...facts, compared: { by: actor.id, on: data.on } }),
      basis: ART12,
    }),
  ),
  step('ARRIVED', {
    from: ['L_SCHEDULED', 'L_ABSENT'],
    to: 'L_SCHEDULED',
    by: ['system'],
    guards: [onSessionDay],
    update: ({ facts, data }) => here(facts, data.checkInId),
    effects: identify,
    basis: ART12,
  }),
  step('CHECKIN', {
    from: ['L_SCHEDULED', 'L_ABSENT'],
    to: 'L_EXAM',
    by: ['system', 'officer', 'clerk'],
    guards: [onSessionDay, drawn, recorderOn, identified],
    update: ({ facts, data }) => ({ ...here(facts, data.checkInId ?? null), examinedOn: data.on }),
    effects: (input) => ({ ...identify(input), hook: 'begin-examination' }),
    basis: ART12,
  }),
  step('CHECKIN', {
    from: ['L_SCHEDULED'],
    to: 'L_EXAM',
    by: ['system', 'officer', 'clerk'],
    guards: [onSessionDay, drawn, recorderOn, arrivedBefore],
    update: ({ facts, data }) => ({ ...facts, examinedOn: data.on }),
    effects: () => ({ hook: 'recorder-reports' }),
    basis: `${ART12}（终端已核验）`,
  }),
  ...['L_SCHEDULED', 'L_EXAM'].map((state) =>
    step('IDENTIFIED', {
      from: [state],
      to: state,
      by: ['system'],
      effects: (input) => ({ documents: identityRecord(input) }),
      basis: ART12,
    }),
  ),
  step('NEED_TEST', {
    from: ['L_EXAM'],
    to: 'L_EXAM',
    by: ['expert'],
    guards: [seated],
    effects: () => ({ notices: [{ recipient: 'person', template: 'assessment-test' }] }),
    basis: '劳动能力鉴定管理办法（令55）第十三条',
  }),
];

const stopped = (event: 'REFUSED' | 'CHEAT', clause: string) =>
  step(event, {
    from: ['L_EXAM'],
    to: 'L_TERMINATED',
    by: ['officer'],
    update: ({ facts, today }) => ({ ...facts, endedOn: today }),
    effects: (input) => ({
      timers: [{ do: 'stop', timer: limitOf(input.facts.kinds) }],
      documents: termination(input, clause),
      raise: newApplication(input),
    }),
    basis: ART14,
  });

/** All experts have signed and most of them say the same. */
function opinionStands({ facts }: Input) {
  if (facts.opinions?.outcome === 'majority' && facts.opinions.signed.length === facts.opinions.seated) return null;
  return broken('opinion-stands', ART15, '专家组尚未形成多数意见', `outcome ${facts.opinions?.outcome ?? 'none'}`);
}

const opinion: readonly Step<Facts>[] = [
  step('OPINION', {
    from: ['L_EXAM'],
    to: 'L_EXAM',
    by: ['expert'],
    guards: [seated, onPanel, notRecused, ownSignature, everyKindOpinion],
    update: ({ facts, data, actor }) => ({
      ...facts,
      signers: [...facts.signers, { expertId: data.expertId, by: actor.id }],
    }),
    effects: (input) => ({
      hook: 'opinion',
      raise: [
        {
          to: 'part',
          partId: input.partId,
          event: 'OPINION_COUNTED',
          data: { findings: input.data.findings },
        },
      ],
    }),
    basis: ART15,
  }),
  step('OPINION_COUNTED', {
    from: ['L_EXAM'],
    to: 'L_OPINION',
    by: ['system'],
    guards: [opinionStands],
    effects: (input) => ({ documents: opinionSheet(input) }),
    basis: ART15,
  }),
  step('OPINION_COUNTED', {
    from: ['L_EXAM'],
    to: 'L_EXAM',
    by: ['system'],
    // Without a majority the experts confer and sign again, in another round.
    update: ({ facts }) => (facts.opinions?.outcome === 'no-majority' ? { ...facts, signers: [] } : facts),
    basis: ART15,
  }),
];

const conclude = step('CONCLUDE', {
  from: ['L_OPINION'],
  to: 'L_CONCLUDED',
  by: ['committee'],
  guards: [
    determinationStands,
    panelImpartial,
    everyKind,
    sameAsOpinion,
    stayFromGiven,
    dayOrder(
      'concluded-after-examination',
      '劳动能力鉴定管理办法（令55）第十六条',
      ({ today }) => today,
      ({ examinedOn }) => examinedOn,
      '结论日期不能早于现场鉴定日期',
    ),
  ],
  update: ({ facts, data, eventId, today }) => ({
    ...facts,
    concludedOn: today,
    conclusions: data.conclusions,
    conclusionVersion: 1,
    inForce: 'CONCLUDE',
    inForceId: eventId,
  }),
  effects: (input) => ({
    timers: [
      { do: 'stop', timer: limitOf(input.facts.kinds) },
      { do: 'start', timer: serviceLimitOf(input.facts.kinds) },
    ],
    documents: conclusion(input),
    raise: benefitRaises(input),
  }),
  basis: '劳动能力鉴定管理办法（令55）第十六条、第十七条、第三十四条第五项',
});

export const exam: readonly Step<Facts>[] = [
  ...arrival,
  stopped('REFUSED', '《劳动能力鉴定管理办法》第十四条第二项'),
  stopped('CHEAT', '《劳动能力鉴定管理办法》第十四条第三项'),
  ...opinion,
  conclude,
];
