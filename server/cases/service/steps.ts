/** Service of one package to one recipient, step by step (domain 6.5). */
import type { Effects, StepInput } from '../step.ts';
import { stepMaker } from '../step.ts';
import { events } from './events.ts';
import { type Facts, METHOD_NAMES, type Method } from './facts.ts';
import {
  agencyOnly,
  consented,
  deemedOn,
  inOrder,
  inTime,
  notByNotice,
  noticeOver,
  ordered,
  orderedOnce,
  othersFailed,
  ownPackage,
  proofFits,
  refusedBefore,
  sendingToday,
  sentElectronically,
  sentToLeave,
  sentToPublish,
} from './guards.ts';

const step = stepMaker<Facts, typeof events>(events);
const SERVERS = ['clerk', 'officer', 'committee', 'agency', 'system'] as const;
/** The person signs at a terminal, the employer on line. */
const SIGNERS = [...SERVERS, 'applicant', 'employer'] as const;

interface Delivery {
  readonly method: Method;
  readonly on: string;
  readonly proof: string;
}

const delivered = (facts: Facts, { method, on, proof }: Delivery): Facts => ({
  ...facts,
  method,
  deliveredOn: on,
  proof,
});

interface Told {
  readonly receiver?: unknown;
  readonly place?: string | undefined;
}

/** 送达回证 goes to the file, and the part whose documents these are hears of it. */
function proven({ facts, actor, at, today }: StepInput<Facts>, { receiver, place }: Told = {}): Effects {
  const { recipient, partId, event, eventId, deliveredOn: on, method, papers, proof } = facts;
  if (partId === null || recipient === null || method === null) throw new Error('delivered before it was ordered');
  const raise = [
    { to: 'part', partId, event: 'SERVED', data: { recipient, event, on, ...(eventId === null ? {} : { eventId }) } },
  ] as const;
  // The agency's own system acknowledges; a proof on paper is for the parties.
  if (papers.length === 0 || recipient === 'agency') return { raise };
  const fields = {
    documents: papers,
    receiver: receiver ?? recipient,
    method: METHOD_NAMES[method],
    place: place ?? PLACES[method],
    servedAt: on === today ? new Date(at).toISOString() : `${on}T00:00:00+08:00`,
    server: actor.id,
    proof,
  };
  return { raise, documents: [{ kind: 'D18', recipients: ['file'], fields }] };
}

const PLACES: Readonly<Record<Method, string>> = {
  electronic: '受送达人确认的电子送达系统',
  direct: '办事窗口或者自助终端',
  mail: '受送达人确认的送达地址',
  leave: '受送达人的住所',
  notice: '公告',
};

const consent = (state: string) =>
  step('CONSENT', {
    from: [state],
    to: state,
    by: ['applicant', 'employer', 'clerk', 'officer'],
    guards: [ownPackage],
    update: ({ facts, data }) => ({ ...facts, electronic: data.electronic }),
    basis: '民事诉讼法第九十条',
  });

export const steps = [
  step('ORDERED', {
    from: ['S_WAITING'],
    to: 'S_WAITING',
    by: ['system'],
    guards: [orderedOnce],
    update: ({ facts, data }) => ({ ...facts, ...data }),
    basis: '工伤认定办法第二十二条',
  }),
  step('SEALED', {
    from: ['S_WAITING'],
    to: 'S_DELIVERED',
    by: ['system'],
    guards: [ordered, agencyOnly],
    update: ({ facts, today }) =>
      delivered({ ...facts, sentOn: today }, { method: 'electronic', on: today, proof: 'internal' }),
    effects: (input) => proven(input),
    basis: '工伤认定办法第二十二条（抄送经办机构）',
  }),
  step('SEALED', {
    from: ['S_WAITING'],
    to: 'S_READY',
    by: ['system'],
    guards: [ordered],
    basis: '工伤认定办法第二十二条',
  }),
  consent('S_WAITING'),
  consent('S_READY'),
  consent('S_FAILED'),
  step('SEND', {
    from: ['S_READY', 'S_FAILED'],
    to: 'S_SENT',
    by: SERVERS,
    guards: [sendingToday, consented, inOrder, refusedBefore, othersFailed],
    update: ({ facts, data, today }) => ({ ...facts, method: data.method, sentOn: data.on ?? today }),
    effects: ({ facts }) =>
      facts.recipient === null ? {} : { notices: [{ recipient: facts.recipient, template: 'documents-sent' }] },
    basis: '工伤认定办法第二十二条；民事诉讼法第八十八条至第九十五条',
  }),
  step('ARRIVED', {
    from: ['S_SENT'],
    to: 'S_DELIVERED',
    by: SERVERS,
    guards: [sentElectronically, inTime],
    update: ({ facts, data }) => delivered(facts, { method: 'electronic', on: data.on, proof: data.receipt }),
    effects: (input) => proven(input),
    basis: '民事诉讼法第九十条',
  }),
  step('RECEIVED', {
    from: ['S_READY', 'S_SENT', 'S_FAILED', 'S_PUBLISHED'],
    to: 'S_DELIVERED',
    by: SIGNERS,
    guards: [ownPackage, proofFits, inTime],
    update: ({ facts, data: { on, proof } }) =>
      proof.kind === 'mail-receipt'
        ? delivered(facts, { method: 'mail', on, proof: proof.number })
        : delivered(facts, { method: 'direct', on, proof: proof.digest }),
    effects: (input) => {
      const { receiver, place } = input.data;
      return { ...proven(input, { receiver, place }), timers: [{ do: 'stop', timer: 'NOTICE30' }] };
    },
    basis: '民事诉讼法第八十七条、第八十八条、第九十一条',
  }),
  step('RETURNED', {
    from: ['S_SENT'],
    to: 'S_FAILED',
    by: SERVERS,
    guards: [notByNotice, inTime],
    update: ({ facts, data }) =>
      facts.method === null
        ? facts
        : { ...facts, failures: [...facts.failures, { method: facts.method, on: data.on, reason: data.reason }] },
    basis: '工伤认定办法第二十二条',
  }),
  step('LEFT', {
    from: ['S_SENT'],
    to: 'S_DELIVERED',
    by: SERVERS,
    guards: [sentToLeave, inTime],
    update: ({ facts, data }) => delivered(facts, { method: 'leave', on: data.on, proof: data.video }),
    effects: (input) => proven(input, { place: input.data.place }),
    basis: '民事诉讼法第八十九条',
  }),
  step('PUBLISHED', {
    from: ['S_SENT'],
    to: 'S_PUBLISHED',
    by: SERVERS,
    guards: [sentToPublish, inTime],
    update: ({ facts, data }) => ({ ...facts, publishedOn: data.on, proof: data.medium }),
    effects: ({ data }) => ({ timers: [{ do: 'start', timer: 'NOTICE30', on: data.on }] }),
    basis: '民事诉讼法第九十五条',
  }),
  step('DEEMED', {
    from: ['S_PUBLISHED'],
    to: 'S_DELIVERED',
    by: ['system'],
    guards: [noticeOver],
    update: ({ facts, today }) =>
      delivered(facts, {
        method: 'notice',
        on: facts.publishedOn === null ? today : deemedOn(facts.publishedOn),
        proof: facts.proof ?? '',
      }),
    effects: (input) => proven(input),
    basis: '民事诉讼法第九十五条',
  }),
];
