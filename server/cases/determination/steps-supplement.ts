/** What keeps an application from being accepted: refusal, and what is missing (办法 4, 8; 条例 17; 浙 16). */
import { timerOf } from '../../rules/deadlines/timers.ts';
import { stepMaker } from '../step.ts';
import { known, lastDay } from './dates.ts';
import { events } from './events.ts';
import { type Facts, NOT_SERVED } from './facts.ts';
import { firstNotice, type Input, refusesLapsed, secondNotice, staysOpen } from './guards.ts';
import { allSupplemented, appliedTooLate, heldAfter, obtainedByShares } from './guards-application.ts';
import { competentNamed, refusedNotMoved } from './guards-decision.ts';
import { stop } from './limits.ts';
import { applicantOf, CONTACT, itemsOf, moment, paper } from './papers.ts';
import { withdrawnOn } from './steps-decision.ts';

const step = stepMaker<Facts, typeof events>(events);

const appliedOn = ({ facts }: Pick<Input, 'facts'>) => known(facts.appliedOn, 'appliedOn');

const refused =
  (event: string) =>
  ({ facts, actor, eventId, today }: Input): Facts => ({
    ...facts,
    decision: {
      outcome: 'refused',
      event,
      eventId,
      by: actor.id,
      on: today,
      version: (facts.decision?.version ?? 0) + 1,
    },
    served: NOT_SERVED,
    upheldOn: null,
  });

/** 不予受理: with its reason and clause; served like a decision. */
const refusal = (input: Input, reason: string, clause: string) => ({
  timers: [...stop('ACC15', 'ACC15b', 'SUP'), { do: 'start', timer: 'DLV20' } as const],
  raise: withdrawnOn(input),
  documents: [paper('D08', { appliedOn: appliedOn(input), reason, clause })],
});

const NEED_MORE = {
  from: ['SUBMITTED'],
  to: 'SUPPLEMENT',
} as const;

const asked = ({
  facts,
  data,
}: Input<{ items: readonly { id?: string | undefined; name: string }[]; days?: number | undefined }>): Facts => ({
  ...facts,
  supplements: facts.supplements + 1,
  missing: data.items.map(({ id, name }) => id ?? name),
  supplementDays: data.days ?? null,
});

type Asking = Input<{
  items: readonly { name: string }[];
  days?: number | undefined;
  contact?: unknown;
}>;

const supplementNotice = (input: Asking) => {
  const {
    facts,
    data,
    case: { province },
  } = input;
  const consequence =
    province === '浙江' ? '逾期未补正的，依法不予受理。' : '逾期未补正的，申请保留在一年申请期限内，补正后继续办理。';
  return {
    timers: [
      // SUP starts when the notice is received (SERVED).
      ...stop('ACC15', 'ACC15b'),
    ],
    documents: [
      paper(
        'D06',
        {
          appliedOn: appliedOn(input),
          notice: facts.supplements,
          items: data.items,
          days: data.days ?? timerOf('SUP', province).length,
          consequence,
          contact: data.contact ?? CONTACT,
        },
        applicantOf(facts),
      ),
    ],
  };
};

export const supplementSteps = [
  step('NOT_OURS', {
    from: ['SUBMITTED'],
    to: 'REFUSED',
    by: ['officer'],
    guards: [refusedNotMoved],
    update: refused('NOT_OURS'),
    effects: (input) => refusal(input, input.data.reason, '工伤认定办法第四条、第八条'),
    basis: '工伤认定办法第四条、第八条',
  }),
  step('NOT_OURS', {
    from: ['SUBMITTED'],
    to: 'MOVED',
    by: ['officer'],
    guards: [competentNamed],
    effects: (input) => ({
      timers: stop('ACC15', 'ACC15b'),
      documents: [
        paper('D16', {
          appliedOn: appliedOn(input),
          reason: `${input.data.reason} 已移送${input.data.competent ?? ''}办理。`,
          clause: '工伤认定办法第四条',
          endedOn: input.today,
        }),
      ],
    }),
    basis: '工伤认定办法第四条（移送）',
  }),
  step('LATE', {
    from: ['SUBMITTED'],
    to: 'REFUSED',
    by: ['officer'],
    guards: [appliedTooLate],
    update: refused('LATE'),
    effects: (input) =>
      refusal(input, input.data.reason ?? '提出申请时已超过一年期限，且没有应当扣除的期间。', '工伤保险条例第十七条'),
    basis: '工伤保险条例第十七条；法释〔2014〕9号第七条',
  }),
  step('NEED_MORE', {
    ...NEED_MORE,
    by: ['officer'],
    guards: [firstNotice],
    update: asked,
    effects: supplementNotice,
    basis: '工伤认定办法第八条',
  }),
  step('NEED_MORE', {
    ...NEED_MORE,
    by: ['chief'],
    guards: [secondNotice],
    update: asked,
    effects: supplementNotice,
    basis: '工伤认定办法第八条（再次补正须经批准）',
  }),
  step('SUPPLEMENTED', {
    from: ['SUPPLEMENT'],
    to: 'SUBMITTED',
    by: ['applicant', 'employer', 'clerk'],
    guards: [obtainedByShares, allSupplemented],
    update: ({ facts, data }) => ({ ...facts, held: heldAfter(facts.held, data.held), missing: [] }),
    effects: ({ facts, data, at, today, case: { province } }) => ({
      timers: [...stop('SUP', 'WRK1Y'), { do: 'start', timer: 'ACC15b' }],
      documents: [
        paper(
          'D03',
          {
            procedure: '工伤认定申请（补正）',
            receivedAt: moment(at),
            channel: data.channel,
            items: itemsOf(data.held.map(({ id }) => id)),
            receivedBy: data.channel,
            next: `我们将在${lastDay('ACC15b', { start: today, province })}前决定是否受理。`,
          },
          applicantOf(facts),
        ),
      ],
    }),
    basis: '工伤认定办法第八条',
  }),
  step('SUP_LAPSED', {
    from: ['SUPPLEMENT'],
    to: 'REFUSED',
    by: ['system'],
    guards: [refusesLapsed],
    update: refused('SUP_LAPSED'),
    effects: (input) => refusal(input, '逾期未补正申请材料。', '浙江省工伤保险条例第十六条'),
    basis: '浙江省工伤保险条例第十六条',
  }),
  step('SUP_LAPSED', {
    from: ['SUPPLEMENT'],
    to: 'SUPPLEMENT',
    by: ['system'],
    guards: [staysOpen],
    effects: ({ facts }) => ({
      // What is left of the year runs again, so that somebody is told when it ends.
      timers: [{ do: 'start', timer: 'WRK1Y', on: known(facts.injuryOn, 'injuryOn') }],
      notices: [{ recipient: 'person', template: 'supplement-reminder' }],
    }),
    basis: '工伤认定办法第八条；工伤保险条例第十七条',
  }),
];
