/** From the queue to the examination: place, new time, experts, absence (令55 arts 11–14). */
import { addDays, daysBetween } from '../../rules/calendar/day.ts';
import type { Broken } from '../model.ts';
import type { Effects, Step, StepInput, TimerOrder } from '../step.ts';
import { drawRecord, sessionNotice, termination } from './documents.ts';
import type { Facts } from './facts.ts';
import {
  broken,
  dayOrder,
  drawAnnounced,
  drawn,
  explained,
  graceOver,
  onSessionDay,
  otherThanReporter,
} from './guards.ts';
import { newApplication } from './raises.ts';
import { panelImpartial } from './recusal.ts';
import { lastDay, limitOf } from './rules.ts';
import { step } from './steps.ts';

type Input<D = unknown> = StepInput<Facts, D>;
const ART11 = '劳动能力鉴定管理办法（令55）第十一条';
const ART12 = '劳动能力鉴定管理办法（令55）第十二条';

const itself = (input: Input, event: string, data: unknown = {}): Effects['raise'] => [
  { to: 'part', partId: input.partId, event, data },
];

/** The limit moves by the days between the old session and the new one (令55 art 12(2)). */
function movedLimit({ facts: { movedFrom, session, kinds } }: Input): TimerOrder[] {
  if (movedFrom === null || session === null) return [];
  const days = daysBetween(movedFrom, session.day);
  return days > 0 ? [{ do: 'extend', timer: limitOf(kinds), days }] : [];
}

const place: readonly Step<Facts>[] = [
  step('SCHEDULE', {
    from: ['L_QUEUED'],
    to: 'L_SCHEDULED',
    by: ['officer', 'system'],
    effects: (input) => ({ hook: 'schedule', raise: itself(input, 'SCHEDULED') ?? [] }),
    basis: ART12,
  }),
  step('SCHEDULED', {
    from: ['L_SCHEDULED'],
    to: 'L_SCHEDULED',
    by: ['system'],
    effects: (input) => ({
      timers: [
        ...movedLimit(input),
        ...(input.facts.session === null
          ? []
          : [{ do: 'start', timer: 'LA_NOTICE5', on: input.facts.session.day } as const]),
      ],
      documents: sessionNotice(input),
    }),
    basis: ART12,
  }),
  step('ASK_RESCHEDULE', {
    from: ['L_SCHEDULED'],
    to: 'L_SCHEDULED',
    by: ['applicant', 'clerk'],
    update: ({ facts }) => ({ ...facts, rescheduleAsked: true }),
    basis: ART12,
  }),
  // The person was there already: nothing is left of the place that could be given back.
  ...(['L_SCHEDULED', 'L_EXAM', 'L_OPINION'] as const).map((state) =>
    step('RESCHEDULE', {
      from: [state],
      to: 'L_QUEUED',
      by: ['committee'],
      guards: [{ L_SCHEDULED: arrived, L_EXAM: nobodySigned, L_OPINION: panelFell }[state]],
      update: requeued,
      effects: () => newTime('break-off'),
      basis: `${ART12}（现场鉴定中断，另行安排）`,
    }),
  ),
  step('RESCHEDULE', {
    from: ['L_SCHEDULED'],
    to: 'L_QUEUED',
    by: ['committee'],
    guards: [notArrived],
    update: requeued,
    effects: () => newTime('reschedule'),
    basis: ART12,
  }),
  step('RESCHEDULE', {
    from: ['L_ABSENT'],
    to: 'L_QUEUED',
    by: ['committee'],
    guards: [explained],
    update: requeued,
    effects: () => newTime('reschedule'),
    basis: ART12,
  }),
  step('HOME_VISIT', {
    from: ['L_SCHEDULED'],
    to: 'L_SCHEDULED',
    by: ['committee'],
    update: ({ facts }) => ({ ...facts, homeVisit: true }),
    effects: () => ({ notices: [{ recipient: 'person', template: 'assessment-home-visit' }] }),
    basis: '劳动能力鉴定管理办法（令55）第十二条第三款',
  }),
  step('COMMISSION', {
    from: ['L_SCHEDULED'],
    to: 'L_SCHEDULED',
    by: ['committee'],
    update: ({ facts, data }) => ({ ...facts, commissionedTo: data.region, poolRegion: data.regionCode ?? null }),
    effects: () => ({ notices: [{ recipient: 'person', template: 'assessment-commissioned' }] }),
    basis: '劳动能力鉴定管理办法（令55）第十二条第三款',
  }),
];

/** A new time: the old place is given back by the hook, another panel will be drawn for another session. */
function requeued({ facts, data, today }: Input<{ notBefore?: string | undefined }>): Facts {
  const old = facts.session?.day ?? today;
  return {
    ...facts,
    movedFrom: facts.session?.day ?? null,
    avoidSession: facts.session?.sessionId ?? null,
    notBefore: data.notBefore ?? addDays(old, 1),
    session: null,
    queuedOn: today,
    rescheduleAsked: false,
    drawAnnounced: false,
    ...NO_PANEL,
    checkInId: null,
    compared: null,
    identity: null,
    examinedOn: null,
    absentOn: null,
    absentReportedBy: null,
    graceUntil: null,
    explained: false,
  };
}

function newTime(hook: 'reschedule' | 'break-off'): Effects {
  return {
    hook,
    timers: [
      { do: 'stop', timer: 'GRACE3' },
      { do: 'stop', timer: 'LA_NOTICE5' },
    ],
    notices: [
      { recipient: 'person', template: 'assessment-rescheduled' },
      { recipient: 'employer', template: 'assessment-rescheduled' },
    ],
  };
}

function notArrived({ facts: { checkInId } }: Input): Broken | null {
  if (checkInId === null) return null;
  return broken('not-arrived', ART12, '被鉴定人已经签到', 'the person is there: the session is broken off instead');
}

function arrived(input: Input): Broken | null {
  if (notArrived(input) !== null) return null;
  return broken('arrived', ART12, '被鉴定人尚未签到', 'nobody has checked in');
}

/** Another panel is not to be had once opinions are being signed. */
function nobodySigned({ facts: { signers } }: Input): Broken | null {
  if (signers.length === 0) return null;
  return broken(
    'nobody-signed',
    '劳动能力鉴定管理办法（令55）第十五条',
    '专家已开始签署意见，不能另行安排鉴定',
    'REPLACE who cannot go on; with no reserve left ANNOUNCE_DRAW with its cause',
  );
}

/** An opinion that stands is concluded on, unless somebody who signed it had to step aside. */
function panelFell(input: Input): Broken | null {
  if (panelImpartial(input)?.guard === 'must-recuse') return null;
  return broken(
    'panel-fell',
    '劳动能力鉴定管理办法（令55）第二十八条',
    '专家组意见已经形成，不能另行安排鉴定',
    'only where a member of the panel was recused',
  );
}

const NO_PANEL: Pick<Facts, 'panel' | 'panelSeated' | 'signers' | 'opinions'> = {
  panel: null,
  panelSeated: false,
  signers: [],
  opinions: null,
};

const experts: readonly Step<Facts>[] = [
  ...['L_SCHEDULED', 'L_EXAM'].flatMap((state) => [
    step('ANNOUNCE_DRAW', {
      from: [state],
      to: state,
      by: ['system', 'officer'],
      // Whoever signed sits on the new panel or does not: its round begins anew.
      update: ({ facts }) => ({ ...facts, drawAnnounced: true, ...NO_PANEL }),
      effects: () => ({ hook: 'announce-draw' }),
      basis: ART11,
    }),
    step('DRAW', {
      from: [state],
      to: state,
      by: ['system', 'officer'],
      guards: [drawAnnounced],
      effects: (input) => ({ hook: 'draw', raise: itself(input, 'DRAWN') ?? [] }),
      basis: `${ART11}、第二十八条`,
    }),
    step('DRAWN', {
      from: [state],
      to: state,
      by: ['system'],
      guards: [drawn],
      effects: (input) => ({ documents: drawRecord(input) }),
      basis: ART11,
    }),
    step('REPLACE', {
      from: [state],
      to: state,
      by: ['system', 'officer'],
      guards: [drawn],
      effects: () => ({ hook: 'replace-expert' }),
      basis: '劳动能力鉴定管理办法（令55）第二十八条',
    }),
    step('SEAT', {
      from: [state],
      to: state,
      by: ['system', 'officer'],
      guards: [drawn],
      update: ({ facts }) => ({ ...facts, panelSeated: true }),
      effects: () => ({ hook: 'seat' }),
      basis: ART11,
    }),
  ]),
];

const absence: readonly Step<Facts>[] = [
  step('ABSENT', {
    from: ['L_SCHEDULED'],
    to: 'L_ABSENT',
    by: ['system', 'officer', 'clerk'],
    guards: [onSessionDay],
    update: ({ facts, data, actor, case: { province } }) => ({
      ...facts,
      absentOn: data.on,
      absentReportedBy: actor.id,
      graceUntil: lastDay('GRACE3', { start: data.on, province }),
      explained: false,
    }),
    effects: ({ data }) => ({
      timers: [{ do: 'start', timer: 'GRACE3', on: data.on }],
      notices: [{ recipient: 'person', template: 'assessment-absent' }],
    }),
    basis: '劳动能力鉴定管理办法（令55）第十四条',
  }),
  step('EXPLAIN', {
    from: ['L_ABSENT'],
    to: 'L_ABSENT',
    by: ['applicant', 'employer', 'clerk'],
    update: ({ facts }) => ({ ...facts, explained: true }),
    effects: () => ({ timers: [{ do: 'stop', timer: 'GRACE3' }] }),
    basis: '劳动能力鉴定管理办法（令55）第十二条、第十四条',
  }),
  step('NO_SHOW', {
    from: ['L_ABSENT'],
    to: 'L_TERMINATED',
    by: ['officer'],
    guards: [
      otherThanReporter,
      graceOver,
      dayOrder(
        'ended-after-absence',
        '劳动能力鉴定管理办法（令55）第十四条',
        ({ today }) => today,
        ({ absentOn }) => absentOn,
        '终止的日期不能早于未到场的日期',
      ),
    ],
    update: ({ facts, today }) => ({ ...facts, endedOn: today }),
    effects: (input) => ({
      timers: [
        { do: 'stop', timer: 'GRACE3' },
        { do: 'stop', timer: 'LA_NOTICE5' },
        { do: 'stop', timer: limitOf(input.facts.kinds) },
      ],
      documents: termination(input, '《劳动能力鉴定管理办法》第十四条第一项'),
      raise: newApplication(input),
    }),
    basis: '劳动能力鉴定管理办法（令55）第十四条',
  }),
];

export const session: readonly Step<Facts>[] = [...place, ...experts, ...absence];
