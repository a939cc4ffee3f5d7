/** Evidence, investigation, suspension (domain 6.1; 条例 19, 20; 办法 9–17). */
import { stepMaker, type TimerOrder } from '../step.ts';
import { decideBy, known, lastDay } from './dates.ts';
import { events } from './events.ts';
import type { Facts } from './facts.ts';
import { notSimple } from './guards.ts';
import {
  employerToAnswer,
  investigable,
  investigatorsNamed,
  notInvestigable,
  oneOfThem,
  recordedByThem,
  suspendedInAccepted,
  suspendedInEvidence,
  suspendedInInvestigate,
  twoOfficers,
} from './guards-investigation.ts';
import { CONTACT, paper } from './papers.ts';

const step = stepMaker<Facts, typeof events>(events);
/** What stands still while a conclusion is awaited. */
const STANDING = ['DEC60', 'DEC15', 'SIMPLE5', 'EVID'] as const;
const all = (order: 'pause' | 'resume'): TimerOrder[] => STANDING.map((timer) => ({ do: order, timer }));

const answered = (to: 'INVESTIGATE' | 'ACCEPTED') => {
  const row = { from: ['EVIDENCE'], to, guards: [to === 'INVESTIGATE' ? investigable : notInvestigable] };
  const basis = to === 'INVESTIGATE' ? '工伤保险条例第十九条' : '工伤保险条例第十九条（职业病不再调查）';
  return [
    step('EMPLOYER_ANSWER', {
      ...row,
      by: ['employer', 'clerk'],
      effects: () => ({ timers: [{ do: 'stop', timer: 'EVID' }] }),
      basis: `${basis}；工伤认定办法第十七条`,
    }),
    // 办法 17: decided on the worker's evidence or what was found.
    step('EVID_LAPSED', { ...row, by: ['system'], basis }),
  ];
};

const suspend = (before: 'ACCEPTED' | 'EVIDENCE' | 'INVESTIGATE') =>
  step('SUSPEND', {
    from: [before],
    to: 'SUSPENDED',
    by: ['officer', 'chief'],
    update: ({ facts, today }) => ({ ...facts, suspension: { from: today, before } }),
    effects: ({ facts, data, today }) => ({
      timers: [...all('pause'), { do: 'start', timer: 'SUSPEND' }],
      documents: [
        paper('D12', {
          acceptedOn: known(facts.acceptedOn, 'acceptedOn'),
          suspendedFrom: today,
          reason: data.reason,
          awaited: data.awaited,
        }),
      ],
    }),
    basis: '工伤保险条例第二十条第三款；工伤认定办法第二十条',
  });

const WAYS_BACK = [
  ['ACCEPTED', suspendedInAccepted],
  ['EVIDENCE', suspendedInEvidence],
  ['INVESTIGATE', suspendedInInvestigate],
] as const;

const resume = ([to, guard]: (typeof WAYS_BACK)[number]) =>
  step('RESUME', {
    from: ['SUSPENDED'],
    to,
    by: ['officer', 'system'],
    guards: [guard],
    update: ({ facts, today }) => ({
      ...facts,
      pauses: [...facts.pauses, { from: known(facts.suspension, 'suspension').from, to: today }],
    }),
    effects: (input) => ({
      timers: [...all('resume'), { do: 'stop', timer: 'SUSPEND' }],
      documents: [
        paper('D13', {
          suspendedFrom: known(input.facts.suspension, 'suspension').from,
          resumedFrom: input.today,
          reason: input.data.reason,
          decideBy: decideBy(input),
        }),
      ],
    }),
    basis: '工伤保险条例第二十条第三款；工伤认定办法第二十条',
  });

export const investigationSteps = [
  step('ASK_EMPLOYER', {
    from: ['ACCEPTED'],
    to: 'EVIDENCE',
    by: ['officer'],
    guards: [notSimple, employerToAnswer],
    update: ({ facts, data }) => ({ ...facts, evidenceDays: data.days ?? null }),
    effects: ({ facts, data, today }) => ({
      timers: [{ do: 'start', timer: 'EVID', ...(data.days === undefined ? {} : { limitDays: data.days }) }],
      documents: [
        paper('D09', {
          appliedOn: known(facts.appliedOn, 'appliedOn'),
          due: lastDay('EVID', { start: today, limit: data.days }),
          items: data.items,
          contact: data.contact ?? CONTACT,
        }),
      ],
    }),
    basis: '工伤保险条例第十九条第二款；工伤认定办法第十七条',
  }),
  ...answered('INVESTIGATE'),
  ...answered('ACCEPTED'),
  step('INVESTIGATE', {
    from: ['ACCEPTED', 'INVESTIGATE'],
    to: 'INVESTIGATE',
    by: ['officer', 'chief'],
    guards: [notSimple, investigable, twoOfficers, oneOfThem],
    update: ({ facts, data }) => ({ ...facts, investigators: [...new Set(data.officers)] }),
    effects: () => ({ hook: 'investigators' }),
    basis: '工伤保险条例第十九条；工伤认定办法第九条、第十条、第十六条',
  }),
  step('RECORD', {
    from: ['INVESTIGATE'],
    to: 'INVESTIGATE',
    by: ['officer'],
    guards: [investigatorsNamed, recordedByThem],
    effects: ({ data }) => ({
      hook: 'record-names',
      documents: [
        paper('D10', { ...data, investigators: data.investigators.map(({ name, licence }) => ({ name, licence })) }),
      ],
    }),
    basis: '工伤认定办法第十条、第十一条',
  }),
  step('COMMISSION', {
    from: ['INVESTIGATE'],
    to: 'INVESTIGATE',
    by: ['officer'],
    effects: ({ data: { contact, ...data } }) => ({
      documents: [paper('D11', { ...data, contact: contact ?? CONTACT })],
    }),
    basis: '工伤认定办法第十四条',
  }),
  suspend('ACCEPTED'),
  suspend('EVIDENCE'),
  suspend('INVESTIGATE'),
  step('QUERY', {
    from: ['SUSPENDED'],
    to: 'SUSPENDED',
    by: ['system'],
    // Every quarter: whoever has the case asks whether the conclusion has come.
    effects: () => ({ timers: [{ do: 'start', timer: 'SUSPEND' }] }),
    basis: '本系统规则（每季度查询一次）；工伤保险条例第二十条第三款',
  }),
  ...WAYS_BACK.map(resume),
];
