import { ok, unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wrongPapers } from '../hooks/papers.ts';
import type { CaseMachine } from '../machine.ts';
import type { PartView, Role } from '../model.ts';
import { type Sample, WALKED_PART, type WalkPlan, walk } from '../walk.ts';
import { wander, wrongAnswers } from '../walk-refusals.ts';
import { begin, Facts } from './facts.ts';
import { assessment } from './machine.ts';

const EXPERTS = [1, 2, 3].map((n) => `018f0000-0000-7000-8000-00000000000${n}`);
const ID = '018f0000-0000-7000-8000-0000000000ff';
const HASH = 'a'.repeat(64);
const SIGNATURE = { name: '测试人', at: '2026-11-02T01:00:00Z', method: '签名屏' };
const INJURY = { part: '右手', functionalLoss: '示指部分缺失', diagnosis: '右手示指离断' };
const GRADE_10 = [{ kind: 'A1', conclusion: { form: 'grade', grade: 10 } }];
const CLAUSE = { standard: 'GB/T 16180-2014', clause: '5.10.2-1', text: '符合十级第1条' };

/** What the hooks would answer; the walk has no database. */
function answers(hook: string, facts: Facts, today: string): Partial<Facts> {
  const seat = (expertId: string) => ({ expertId, specialty: 'HAND', result: '抽中' });
  if (hook === 'schedule')
    return {
      session: { sessionId: ID, day: today, room: 'A', examineeId: ID, site: '测试鉴定点', overdue: false },
    };
  if (hook === 'draw')
    return {
      panel: {
        ...{ drawId: ID, round: 1, drawnAt: '2026-11-02T01:00:00Z', specialties: ['HAND'] },
        counts: [{ label: '专家库人数', count: 130 }],
        ...{ commitment: HASH, seed: HASH },
        seats: EXPERTS.map(seat),
        reserves: [],
      },
    };
  if (hook === 'check-in')
    return { identity: { at: '2026-11-02T01:00:00Z', method: 'face', terminal: ID, officers: [] } };
  if (hook === 'recuse')
    return { recusals: [...facts.recusals, { id: ID, subjectId: EXPERTS[0] ?? '', by: 'x', state: 'open' }] };
  if (hook !== 'opinion') return {};
  const signed = facts.signers.map(({ expertId }) => ({ expertId, at: '2026-11-02T02:00:00Z' }));
  const all = signed.length === 3;
  return {
    opinions: {
      ...{ round: 1, signed, seated: 3, outcome: all ? 'majority' : 'open', clauses: all ? ['5.10.2-1'] : [] },
      majority: all ? graded(facts) : [],
      votes: all ? { A1: '3/3' } : {},
    },
  };
}

const machine: CaseMachine = {
  ...assessment,
  decide(request) {
    const decision = assessment.decide(request);
    if (!decision.ok || decision.value.effects.hook === undefined) return decision;
    const facts = Facts.parse(decision.value.facts);
    const answer = answers(decision.value.effects.hook, facts, request.today);
    return ok({ ...decision.value, facts: Facts.parse({ ...facts, ...answer }) });
  },
};

const one = (data: unknown): Sample[] => [() => data];
const words = one({ reason: '说明理由' });
const concluded = { conclusions: GRADE_10, clauses: ['5.10.2-1 …'], injury: INJURY };
/** The kinds of the walked assessment: A1, or A3 where it is a review. */
const graded = ({ kinds }: Facts) => kinds.map((kind) => ({ kind, conclusion: { form: 'grade', grade: 10 } }));
const conclusionAt = ({ facts }: { facts: unknown }) => ({ ...concluded, conclusions: graded(Facts.parse(facts)) });
const dayOf = ({ facts }: { facts: unknown }, today: string) => Facts.parse(facts).session?.day ?? today;

const samples: WalkPlan['samples'] = {
  DRAFT: one({ determinationPartId: ID }),
  DISCARD: one({}),
  ENDED_WITH_DETERMINATION: one({}),
  AUTO_DRAFT: one({ determinationPartId: ID, decidedOn: '2026-11-02' }),
  REVIEW_DRAFT: one({
    reviewOf: ID,
    determinationPartId: ID,
    decidedOn: '2025-01-02',
    kinds: ['A3'],
    on: '2026-11-02',
  }),
  SUBMIT: one({
    ...{ kinds: ['A1'], stable: true, stayPeriodOver: false, injuredPart: '右手', condition: '稳定' },
    ...{ request: '申请鉴定', signature: SIGNATURE },
  }),
  L_NEED_MORE: one({ items: [{ name: '完整病历' }], days: 10 }),
  L_SUPPLEMENTED: one({ complete: true }),
  L_EXCUSED: one({ reason: '住院', days: 5 }),
  L_ABANDONED: one({}),
  L_ACCEPT: one({ siteCode: '370702-01', specialties: ['HAND'] }),
  EXTEND: one({ complex: true, reason: '涉及专业较多' }),
  SCHEDULE: one({}),
  SCHEDULED: one({}),
  ASK_RESCHEDULE: words,
  RESCHEDULE: words,
  HOME_VISIT: one({ reason: '卧床', video: HASH }),
  COMMISSION: one({ region: '济南市', reason: '长期居住外地' }),
  ANNOUNCE_DRAW: one({}),
  DRAW: one({ size: 3 }),
  DRAWN: one({}),
  RECUSE: one({ subject: { role: 'expert', id: EXPERTS[0] }, reason: 'kinship', note: '亲属' }),
  RECUSAL_DECIDED: one({ recusalId: ID, granted: true, reason: '属实' }),
  REPLACE: one({ expertId: EXPERTS[0], cause: 'absence', reason: '急诊' }),
  SEAT: one({}),
  ARRIVED: [(place) => ({ on: dayOf(place, place.today), checkInId: ID })],
  COMPARED: [(place) => ({ on: dayOf(place, place.today) })],
  CHECKIN: [(place) => ({ on: dayOf(place, place.today), avOn: true, checkInId: ID })],
  IDENTIFIED: one({}),
  ABSENT: [(place) => ({ on: dayOf(place, place.today), source: 'officer' })],
  EXPLAIN: words,
  NO_SHOW: words,
  NEED_TEST: one({ hospital: '测试医院', tests: '肌电图' }),
  REFUSED: words,
  CHEAT: words,
  OPINION: [
    ({ facts }) => ({
      expertId: EXPERTS[Facts.parse(facts).signers.length % 3],
      kinds: graded(Facts.parse(facts)).map((each) => ({ ...each, clauses: [CLAUSE] })),
      findings: '示指远节缺失',
      signatureDigest: HASH,
    }),
  ],
  OPINION_COUNTED: one({ findings: '示指远节缺失' }),
  CONCLUDE: [conclusionAt],
  SERVED: [(place) => served(place, 'person'), (place) => served(place, 'employer')],
  DELIVERED: [({ today }) => ({ on: today })],
  RE_ASSESS: one({
    party: 'person',
    conclusionNumber: '潍城劳鉴结字〔2026〕1号',
    reason: '不服',
    signature: SIGNATURE,
  }),
  P_CONCLUDE: [
    (place) => ({
      ...conclusionAt(place),
      examinedOn: place.today,
      previous: { number: '1号', authority: '潍坊市劳动能力鉴定委员会' },
    }),
  ],
  REVIEW: one({ conclusionNumber: '1号', change: '伤情加重', signature: SIGNATURE }),
  APPLY_AGAIN: one({}),
  PROPOSE_REVOKE: one({ conclusionNumber: '1号', reason: '冒名鉴定', injury: INJURY }),
  REVOKE: one({ conclusionNumber: '1号', reason: '冒名鉴定', injury: INJURY }),
  PROPOSE_CORRECT: [(place) => ({ ...conclusionAt(place), conclusionNumber: '1号', reason: '适用条款错误' })],
  CORRECT: [(place) => ({ ...conclusionAt(place), conclusionNumber: '1号', reason: '适用条款错误' })],
};

function served({ facts, today }: { facts: unknown; today: string }, recipient: string) {
  const { inForce, inForceId } = Facts.parse(facts);
  return {
    recipient,
    event: inForce ?? 'L_NEED_MORE',
    ...(inForceId === null ? {} : { eventId: inForceId }),
    on: today,
  };
}

const KINDS = ['D03', 'D19', 'D20', 'D21', 'D22', 'D23', 'D24', 'D25', 'D26', 'D27', 'D28', 'D29'];

const plan: WalkPlan = {
  machine,
  samples,
  cases: [{ province: '山东', parts: [] }],
  from: '2026-11-02',
  waits: [0, 6, 370],
  people: (role) =>
    (['officer', 'committee', 'province'].includes(role) ? [1, 2] : role === 'expert' ? [1, 2, 3] : [1]).map((n) => ({
      role,
      id: `${role}-${n}`,
    })),
  distinguish: ({ facts }) => {
    const read = Facts.parse(facts);
    const { panelSeated, panel, absentReportedBy, explained, signers, servedOn } = read;
    const served = [servedOn.person !== null, servedOn.employer !== null];
    return JSON.stringify([
      ...[panelSeated, panel === null, absentReportedBy === null, explained, signers.length],
      ...[
        served,
        read.checkInId === null,
        read.drawAnnounced,
        read.decidedOn === null,
        read.opinions?.outcome,
        read.revoked,
        read.mending?.event,
        read.recusals.map(({ state }) => state).slice(-1),
      ],
    ]);
  },
};

describe('the machine of an assessment', () => {
  test('every pair of state and step is reached by a journey', () => {
    const { missed, edges } = walk(plan);
    expect(missed).toEqual([]);
    expect(edges.length).toBeGreaterThan(60);
  });

  test('whatever the table does not allow is refused by name and article', () => {
    expect(wrongAnswers(plan)).toEqual([]);
  });

  test('every document of every journey has what its template prints', () => {
    const { machine: watched, wrong, kinds } = wrongPapers(machine);
    walk({ ...plan, machine: watched });
    expect([...wrong]).toEqual([]);
    expect([...kinds].sort()).toEqual(KINDS);
  });

  test('no journey of chance leaves the table or throws', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 5, maxLength: 40 }), (choices) => {
        expect(wander(plan, choices).every((state) => state in assessment.states)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

interface Ask {
  readonly state: string;
  readonly event: string;
  readonly data: unknown;
  readonly facts?: Partial<Facts>;
  readonly role?: Role;
  readonly id?: string;
  readonly today?: string;
  readonly province?: string;
  readonly parts?: readonly PartView[];
}

function ask({
  state,
  event,
  data,
  facts,
  role = 'officer',
  id = 'a',
  today = '2026-11-30',
  province = '山东',
  parts = [],
}: Ask) {
  return assessment.decide({
    case: { id: ID, regionCode: '370702', number: '1', province, parts },
    ...{ partId: WALKED_PART, eventId: WALKED_PART, state, event, data, today },
    facts: { ...begin, ...facts },
    actor: { role, id },
    at: Date.parse(`${today}T04:00:00Z`),
  });
}

const refusedBy = (asked: Ask) => {
  const answer = ask(asked);
  return answer.ok ? 'taken' : (answer.fault.guard ?? answer.fault.name);
};
const taken = (asked: Ask) => {
  const { effects, to, facts } = unwrap(ask(asked));
  return { effects, to, facts: Facts.parse(facts) };
};

const submitted = { kinds: ['A1' as const], receivedOn: '2026-11-02', decidedOn: '2026-11-01' };
const session = { sessionId: ID, day: '2026-11-20', room: 'A', examineeId: ID, site: '测试鉴定点', overdue: false };
const panel = {
  ...{ drawId: ID, round: 1, drawnAt: '2026-11-19T01:00:00Z', specialties: ['HAND'], counts: [] },
  ...{
    commitment: HASH,
    seed: HASH,
    seats: EXPERTS.map((expertId) => ({ expertId, specialty: 'HAND', result: '抽中' })),
  },
  reserves: [],
};
const majority = {
  ...{ round: 1, signed: [], seated: 3, outcome: 'majority' as const, clauses: [], votes: {} },
  majority: [{ kind: 'A1' as const, conclusion: { form: 'grade', grade: 10 } }],
};
const application = samples.SUBMIT?.[0]?.({ state: '', facts: begin, today: '' });

describe('the application', () => {
  test('needs a determination, except for an illness', () => {
    const data = application;
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data, role: 'applicant' })).toBe('determined');
    const illness = { ...Object(data), kinds: ['C1'] };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data: illness, role: 'applicant' })).toBe('taken');
  });

  test('waits until the condition is stable or the stay period is over', () => {
    const early = { ...Object(application), stable: false };
    const facts = { decidedOn: '2026-11-01' };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data: early, facts, role: 'applicant' })).toBe('stable');
    const over = { ...early, stayPeriodOver: true };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data: over, facts, role: 'applicant' })).toBe('taken');
  });

  test.each([
    ['2026-12-01', 'date-in-future'],
    ['2026-10-31', 'received-after-determination'],
    ['2026-11-01', 'taken'],
  ])('received by post on %s: %s', (on, expected) => {
    const data = { ...Object(application), on };
    const facts = { decidedOn: '2026-11-01' };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data, facts, role: 'clerk' })).toBe(expected);
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data, facts, role: 'employer' })).toBe('day-by-staff');
  });

  test('no first application is a review', () => {
    const data = { ...Object(application), kinds: ['A3'] };
    const facts = { decidedOn: '2026-11-01' };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data, facts, role: 'applicant' })).toBe('by-review');
  });

  test('is refused with kinds that exclude each other', () => {
    const data = { ...Object(application), kinds: ['A1', 'A3'] };
    expect(refusedBy({ state: 'L_DRAFT', event: 'SUBMIT', data, role: 'clerk' })).toBe('malformed');
  });

  test('a second supplement is the chief’s', () => {
    const data = { items: [{ name: '病历' }] };
    const facts = { ...submitted, supplements: 1 };
    const asked = { state: 'L_RECEIVED', event: 'L_NEED_MORE', data, facts };
    expect(refusedBy(asked)).toBe('first-supplement');
    expect(refusedBy({ ...asked, role: 'chief' })).toBe('taken');
  });

  test('a supplement stops the 60 days in 山东 and not where the province is silent', () => {
    const asked = { state: 'L_RECEIVED', event: 'L_NEED_MORE', data: { items: [{ name: '病历' }] }, facts: submitted };
    const pause = { do: 'pause', timer: 'LA60' };
    expect(taken(asked).effects.timers).toContainEqual(pause);
    expect(taken({ ...asked, province: '浙江' }).effects.timers).not.toContainEqual(pause);
  });

  test('the days of a supplement move the last day on the notice of acceptance', () => {
    const facts = { ...submitted, pauses: [{ from: '2026-11-05', to: '2026-11-15' }] };
    const asked = {
      state: 'L_RECEIVED',
      event: 'L_ACCEPT',
      data: { siteCode: '370702-01', specialties: ['HAND'] },
      facts,
    };
    const fields = taken(asked).effects.documents?.[0]?.fields;
    expect(fields).toMatchObject({ concludeBy: '2027-01-11' });
  });

  test('the limit is extended once, for complex cases only', () => {
    const data = { complex: true, reason: '涉及多个专业' };
    const asked = { state: 'L_QUEUED', event: 'EXTEND', data, role: 'committee' as const, facts: submitted };
    expect(taken(asked).effects.timers).toEqual([{ do: 'extend', timer: 'LA60', days: 30 }]);
    expect(refusedBy({ ...asked, facts: { ...submitted, extended: true } })).toBe('extended-once');
    expect(refusedBy({ ...asked, data: { complex: false, reason: '忙' } })).toBe('malformed');
  });
});

describe('the session', () => {
  test('a new time moves the limit by the days between the two sessions', () => {
    const facts = { ...submitted, session: { ...session, day: '2026-12-08' }, movedFrom: '2026-11-20' };
    const { effects } = taken({ state: 'L_SCHEDULED', event: 'SCHEDULED', data: {}, role: 'system', facts });
    expect(effects.timers).toContainEqual({ do: 'extend', timer: 'LA60', days: 18 });
    expect(effects.documents?.[0]?.fields).toMatchObject({ rescheduled: true });
  });

  test('absence is no no-show before the grace is over, nor by the one who reported it', () => {
    const reported = taken({
      ...{ state: 'L_SCHEDULED', event: 'ABSENT', data: { on: '2026-11-20', source: 'officer' } },
      ...{ facts: { ...submitted, session }, id: 'first', today: '2026-11-20' },
    });
    expect(reported.to).toBe('L_ABSENT');
    const confirm = { state: 'L_ABSENT', event: 'NO_SHOW', data: { reason: '无正当理由' }, facts: reported.facts };
    expect(refusedBy({ ...confirm, id: 'first', today: '2026-12-01' })).toBe('two-people');
    expect(refusedBy({ ...confirm, id: 'second', today: '2026-11-21' })).toBe('grace-running');
    const done = taken({ ...confirm, id: 'second', today: '2026-12-01' });
    expect(done.to).toBe('L_TERMINATED');
    expect(done.effects.documents?.map(({ kind }) => kind)).toEqual(['D27']);
    // Promises no explanation that an assessment which has ended cannot take.
    expect(done.effects.documents?.[0]?.fields).not.toHaveProperty('explainBy');
  });

  test('a new time after absence needs the person’s explanation', () => {
    const facts = { ...submitted, session, absentOn: '2026-11-20' };
    const asked = { state: 'L_ABSENT', event: 'RESCHEDULE', data: { reason: '同意' }, role: 'committee' as const };
    expect(refusedBy({ ...asked, facts })).toBe('explained');
    expect(taken({ ...asked, facts: { ...facts, explained: true } }).facts.movedFrom).toBe('2026-11-20');
  });

  test.each([
    [{ on: '2026-11-20', avOn: false, checkInId: ID }, 'recorder-on'],
    [{ on: '2026-11-19', avOn: true, checkInId: ID }, 'on-session-day'],
    [{ on: '2026-11-20', avOn: true }, 'identified'],
    [{ on: '2026-11-20', avOn: true, officers: ['a', 'b'] }, 'malformed'],
  ])('check-in %j: %s', (data, expected) => {
    const facts = { ...submitted, session, panel };
    expect(refusedBy({ state: 'L_SCHEDULED', event: 'CHECKIN', data, facts })).toBe(expected);
  });

  test.each([
    ['the first', 'a', '2026-11-20', 'identified'],
    ['a second', 'b', '2026-11-20', 'taken'],
    ['a second, of another day', 'b', '2026-11-19', 'identified'],
  ])('who compared person and card begins with %s officer: %s %s', (_, id, on, expected) => {
    const facts = { ...submitted, session, panel };
    const asked = { state: 'L_SCHEDULED', event: 'COMPARED', data: { on: '2026-11-20' }, facts };
    const compared = { ...taken({ ...asked, id: 'a' }).facts, compared: { by: 'a', on } };
    const data = { on: '2026-11-20', avOn: true };
    expect(refusedBy({ state: 'L_SCHEDULED', event: 'CHECKIN', data, facts: compared, id })).toBe(expected);
  });

  test.each(['L_SCHEDULED', 'L_ABSENT'])('no examination begins in %s before experts are drawn', (state) => {
    const data = { on: '2026-11-20', avOn: true, checkInId: ID };
    const facts = { ...submitted, session };
    expect(refusedBy({ state, event: 'CHECKIN', data, facts })).toBe('drawn');
  });

  test.each([
    [null, '核验一致'],
    ['2026-11-20', '核验一致，全程录音录像已启动'],
  ])('examined on %s: the record says %s', (examinedOn, result) => {
    const identity = { at: '2026-11-20T01:00:00Z', method: 'face', terminal: ID, officers: [] };
    const facts = { ...submitted, session, examinedOn, identity };
    const { effects } = taken({ state: 'L_EXAM', event: 'IDENTIFIED', data: {}, role: 'system', facts });
    expect(effects.documents?.[0]?.fields).toMatchObject({ result });
  });

  test('an examination whose panel fell apart is given another, or another day', () => {
    const facts = { ...submitted, session, panel, panelSeated: true, checkInId: ID, examinedOn: '2026-11-20' };
    const announce = { state: 'L_EXAM', event: 'ANNOUNCE_DRAW', data: { cause: 'absence' }, facts };
    const announced = taken(announce);
    expect(announced.facts).toMatchObject({ panel: null, panelSeated: false, drawAnnounced: true });
    expect(refusedBy({ state: 'L_EXAM', event: 'DRAW', data: {}, facts: announced.facts })).toBe('taken');
    const broken = { state: 'L_EXAM', event: 'RESCHEDULE', role: 'committee' as const, data: { reason: '停电' } };
    const off = taken({ ...broken, facts });
    expect(off.effects.hook).toBe('break-off');
    expect(off.to).toBe('L_QUEUED');
    expect(off.facts).toMatchObject({ checkInId: null, examinedOn: null, panel: null });
    const signed = { ...facts, signers: [{ expertId: EXPERTS[0] ?? '', by: 'a' }] };
    expect(refusedBy({ ...broken, facts: signed })).toBe('nobody-signed');
  });
});

describe('stepping aside', () => {
  const facts = { ...submitted, session, panel, panelSeated: true, examinedOn: '2026-11-20' };
  const subject = { role: 'expert', id: EXPERTS[0] };
  const data = { subject, reason: 'kinship', note: '与被鉴定人系亲属' };
  const recusals = [{ id: ID, subjectId: EXPERTS[0] ?? '', by: 'a', state: 'open' as const }];

  test.each([
    ['applicant', subject, 'taken'],
    ['employer', { role: 'officer', id: 'x' }, 'taken'],
    ['expert', subject, 'taken'],
    ['expert', { role: 'officer', id: 'x' }, 'own-recusal'],
    ['officer', { role: 'officer', id: 'a' }, 'taken'],
    ['officer', { role: 'officer', id: 'x' }, 'own-recusal'],
    ['officer', subject, 'own-recusal'],
  ] as const)('declared by the %s about %j: %s', (role, about, expected) => {
    const asked = { state: 'L_SCHEDULED', event: 'RECUSE', role, data: { ...data, subject: about }, facts };
    expect(refusedBy(asked)).toBe(expected);
  });

  test('is decided by another, once, and until then nobody signs or concludes', () => {
    const decide = { state: 'L_EXAM', event: 'RECUSAL_DECIDED', role: 'committee' as const };
    const decision = { recusalId: ID, granted: true, reason: '属实' };
    const asked = { ...decide, data: decision, facts: { ...facts, recusals } };
    expect(refusedBy({ ...asked, id: 'a' })).toBe('two-people');
    const granted = taken({ ...asked, id: 'b' });
    expect(granted.facts.recusals).toMatchObject([{ state: 'granted' }]);
    expect(refusedBy({ ...asked, facts: granted.facts, id: 'b' })).toBe('recusal-open');
    const sign = { expertId: EXPERTS[0], findings: '…', signatureDigest: HASH };
    const kinds = [{ kind: 'A1', conclusion: { form: 'grade', grade: 10 }, clauses: [CLAUSE] }];
    const opinion = { state: 'L_EXAM', event: 'OPINION', role: 'expert' as const, data: { ...sign, kinds } };
    expect(refusedBy({ ...opinion, facts: { ...facts, recusals } })).toBe('must-recuse');
    const conclude = { state: 'L_OPINION', event: 'CONCLUDE', role: 'committee' as const, data: concluded };
    expect(refusedBy({ ...conclude, facts: { ...facts, recusals, opinions: majority } })).toBe('recusal-undecided');
    const after = { ...facts, opinions: majority, recusals: granted.facts.recusals };
    expect(refusedBy({ ...conclude, facts: after })).toBe('must-recuse');
    const anew = { state: 'L_OPINION', event: 'RESCHEDULE', role: 'committee' as const, data: { reason: '回避' } };
    expect(refusedBy({ ...anew, facts: after })).toBe('taken');
    expect(refusedBy({ ...anew, facts: { ...facts, opinions: majority } })).toBe('panel-fell');
  });
});

describe('the determination falls', () => {
  const OPEN = ['L_RECEIVED', 'L_SUPPLEMENT', 'L_QUEUED', 'L_SCHEDULED', 'L_ABSENT', 'L_EXAM', 'L_OPINION'];
  test.each([...OPEN, 'L_PROVINCE', 'L_CONCLUDED', 'L_DELIVERED', 'L_FINAL'])('in %s the assessment ends', (state) => {
    const facts = { ...submitted, session };
    const done = taken({ state, event: 'ENDED_WITH_DETERMINATION', data: {}, role: 'system', facts });
    expect(done.to).toBe('L_DISCARDED');
    expect(done.facts.decidedOn).toBeNull();
    expect(done.effects.timers).toContainEqual({ do: 'stop', timer: 'LA60' });
    expect(done.effects.documents?.map(({ kind }) => kind)).toEqual(['D27']);
  });

  test.each([
    ['yes', 'taken'],
    ['no', 'determination-stands'],
  ])('a determination decided %s: the conclusion is %s', (outcome, expected) => {
    const decision = { outcome, by: 'x', on: '2026-11-01' };
    const part = { id: ID, kind: 'determination' as const, state: 'DELIVERED', version: 9, facts: { decision } };
    const signed = { ...majority, signed: [], seated: 0 };
    const facts = { ...submitted, determinationPartId: ID, examinedOn: '2026-11-20', opinions: signed };
    const asked = { state: 'L_OPINION', event: 'CONCLUDE', role: 'committee' as const, data: concluded, facts };
    expect(refusedBy({ ...asked, parts: [part] })).toBe(expected);
  });
});

describe('opinion and conclusion', () => {
  const facts = { ...submitted, session, panel, panelSeated: true, examinedOn: '2026-11-20' };
  const opinionOf = (expertId: string | undefined) => ({
    ...{ expertId, findings: '…', signatureDigest: HASH },
    kinds: [{ kind: 'A1', conclusion: { form: 'grade', grade: 10 }, clauses: [CLAUSE] }],
  });

  test('nobody signs who has no seat, twice, or for another', () => {
    const asked = { state: 'L_EXAM', event: 'OPINION', role: 'expert' as const, facts };
    expect(refusedBy({ ...asked, data: opinionOf(ID) })).toBe('on-panel');
    const signed = { ...facts, signers: [{ expertId: EXPERTS[0] ?? '', by: 'a' }] };
    expect(refusedBy({ ...asked, data: opinionOf(EXPERTS[1]), facts: signed })).toBe('own-signature');
    expect(refusedBy({ ...asked, data: opinionOf(EXPERTS[0]), facts: signed, id: 'b' })).toBe('own-signature');
    expect(refusedBy({ ...asked, data: opinionOf(EXPERTS[1]), facts: signed, id: 'b' })).toBe('taken');
  });

  test('the committee cannot conclude otherwise than the majority', () => {
    const asked = {
      state: 'L_OPINION',
      event: 'CONCLUDE',
      role: 'committee' as const,
      facts: { ...facts, opinions: majority },
    };
    const other = { ...concluded, conclusions: [{ kind: 'A1', conclusion: { form: 'grade', grade: 9 } }] };
    expect(refusedBy({ ...asked, data: other })).toBe('same-as-opinion');
    const done = taken({ ...asked, data: concluded });
    expect(done.effects.raise).toMatchObject([{ kind: 'benefit', event: 'TRIGGER', data: { cause: 'assessment' } }]);
  });

  test('confirmed months of stay are a notice of their own, from a day to a day', () => {
    const conclusions = [{ kind: 'B1' as const, conclusion: { form: 'months', months: 3 } }];
    const asked = {
      ...{ state: 'L_OPINION', event: 'CONCLUDE', role: 'committee' as const },
      facts: { ...facts, kinds: ['B1' as const], opinions: { ...majority, majority: conclusions } },
    };
    expect(refusedBy({ ...asked, data: { ...concluded, conclusions } })).toBe('stay-from');
    const { effects } = taken({ ...asked, data: { ...concluded, conclusions, stayFrom: '2026-08-31' } });
    const notice = effects.documents?.find(({ kind }) => kind === 'D30');
    expect(notice?.fields).toMatchObject({ from: '2026-08-31', to: '2026-11-29', months: 3, extension: false });
    expect(effects.raise).toMatchObject([{ kind: 'benefit', event: 'TRIGGER' }]);
  });

  test('no grade raises no benefit', () => {
    const conclusions = [{ kind: 'A1' as const, conclusion: { form: 'grade', grade: 'below-grade' } }];
    const { effects } = taken({
      ...{ state: 'L_OPINION', event: 'CONCLUDE', role: 'committee', data: { ...concluded, conclusions } },
      facts: { ...facts, opinions: { ...majority, majority: conclusions } },
    });
    expect(effects.raise).toEqual([]);
  });
});

describe('after the conclusion', () => {
  const facts = {
    ...submitted,
    ...{ examinedOn: '2026-11-20', concludedOn: '2026-11-20', conclusionVersion: 1, inForce: 'CONCLUDE' as const },
    conclusions: majority.majority,
  };
  const delivered = { ...facts, servedOn: { person: '2026-11-23', employer: '2026-11-25' }, deliveredOn: '2026-11-25' };
  const again = { party: 'person', conclusionNumber: '1号', reason: '不服', signature: SIGNATURE };

  test('is delivered once person and employer have it, whoever comes second', () => {
    const asked = { state: 'L_CONCLUDED', event: 'SERVED', role: 'system' as const };
    const first = taken({ ...asked, facts, data: { recipient: 'employer', event: 'CONCLUDE', on: '2026-11-22' } });
    expect(first.effects.raise).toBeUndefined();
    const second = taken({
      ...asked,
      facts: first.facts,
      data: { recipient: 'person', event: 'CONCLUDE', on: '2026-11-21' },
    });
    expect(second.effects.raise).toMatchObject([{ event: 'DELIVERED', data: { on: '2026-11-22' } }]);
  });

  test('the service of a conclusion that was corrected since does not count', () => {
    const corrected = { ...facts, inForce: 'CORRECT' as const };
    const data = { recipient: 'person', event: 'CONCLUDE', on: '2026-11-22' };
    const { facts: after } = taken({ state: 'L_CONCLUDED', event: 'SERVED', role: 'system', facts: corrected, data });
    expect(after.servedOn.person).toBeNull();
  });

  test('nor that of one corrected before by an event of the same name', () => {
    const [first, second] = ['018f0000-0000-7000-8000-0000000000e1', '018f0000-0000-7000-8000-0000000000e2'];
    const corrected = { ...facts, inForce: 'CORRECT' as const, inForceId: second };
    const served = (eventId: string | undefined) =>
      taken({
        ...{ state: 'L_CONCLUDED', event: 'SERVED', role: 'system', facts: corrected },
        data: { recipient: 'person', event: 'CORRECT', eventId, on: '2026-11-22' },
      }).facts.servedOn.person;
    expect([served(first), served(second)]).toEqual([null, '2026-11-22']);
  });

  test('the period to supplement runs from the receipt of the notice', () => {
    const waiting = { ...submitted, supplements: 1, supplementAskedOn: '2026-11-12', supplementDays: 10 };
    const { effects } = taken({
      ...{ state: 'L_SUPPLEMENT', event: 'SERVED', role: 'system', facts: waiting },
      data: { recipient: 'person', event: 'L_NEED_MORE', on: '2026-11-16' },
    });
    expect(effects.timers).toEqual([{ do: 'start', timer: 'LA_SUP', on: '2026-11-16', limitDays: 10 }]);
  });

  test('the province is asked within 15 days of the party’s own receipt', () => {
    const asked = { state: 'L_DELIVERED', event: 'RE_ASSESS', role: 'applicant' as const, facts: delivered };
    expect(refusedBy({ ...asked, data: again, today: '2026-12-08' })).toBe('taken');
    expect(refusedBy({ ...asked, data: again, today: '2026-12-09' })).toBe('re-assess-window');
    const employer = { ...again, party: 'employer' };
    expect(refusedBy({ ...asked, role: 'employer', data: employer, today: '2026-12-10' })).toBe('taken');
  });

  test('nobody dodges the window by another day or as the other party', () => {
    const asked = { state: 'L_DELIVERED', event: 'RE_ASSESS', today: '2026-12-20', facts: delivered };
    const early = { ...again, on: '2026-12-01' };
    expect(refusedBy({ ...asked, role: 'applicant', data: early })).toBe('day-by-staff');
    expect(refusedBy({ ...asked, role: 'clerk', data: early })).toBe('taken');
    expect(refusedBy({ ...asked, role: 'clerk', data: { ...again, on: '2026-11-22' } })).toBe(
      're-assess-after-receipt',
    );
    expect(refusedBy({ ...asked, role: 'clerk', data: { ...again, on: '2026-12-21' } })).not.toBe('taken');
    const other = { ...again, party: 'employer' };
    expect(refusedBy({ ...asked, role: 'applicant', data: other, today: '2026-12-10' })).toBe('own-party');
    const review = { conclusionNumber: '1号', change: '加重', signature: SIGNATURE, on: '2027-11-21' };
    const later = { ...asked, event: 'REVIEW', data: review, today: '2027-11-22' };
    expect(refusedBy({ ...later, role: 'applicant' })).toBe('day-by-staff');
    expect(refusedBy({ ...later, role: 'clerk' })).toBe('taken');
  });

  test('another grade by the province computes the benefits again', () => {
    const parts = [
      { id: 'b1', kind: 'benefit' as const, state: 'B_PAID', version: 3, facts: { sourcePartId: WALKED_PART } },
      { id: 'b2', kind: 'benefit' as const, state: 'B_DRAFT', version: 1, facts: { sourcePartId: ID } },
    ];
    const data = {
      ...concluded,
      conclusions: [{ kind: 'A1', conclusion: { form: 'grade', grade: 9 } }],
      ...{ examinedOn: '2026-11-29', previous: { number: '1号', authority: '市' } },
    };
    const done = taken({
      state: 'L_PROVINCE',
      event: 'P_CONCLUDE',
      role: 'province',
      facts: { ...delivered, reAssessAskedOn: '2026-11-26' },
      data,
      parts,
    });
    expect(done.effects.raise).toEqual([
      { to: 'part', partId: 'b1', event: 'REVISED', data: { on: '2026-11-30', revoked: false } },
    ]);
    expect(done.effects.documents?.map(({ kind }) => kind)).toEqual(['D29']);
  });

  test('a review comes a year later and one at a time', () => {
    const data = { conclusionNumber: '1号', change: '加重', signature: SIGNATURE };
    const asked = { state: 'L_DELIVERED', event: 'REVIEW', role: 'applicant' as const, facts: delivered, data };
    expect(refusedBy({ ...asked, today: '2027-11-19' })).toBe('one-year-later');
    expect(taken({ ...asked, today: '2027-11-20' }).effects.raise).toMatchObject([
      { to: 'new', kind: 'assessment', event: 'REVIEW_DRAFT', data: { reviewOf: WALKED_PART, kinds: ['A3'] } },
    ]);
    const parts = [
      { id: ID, kind: 'assessment' as const, state: 'L_RECEIVED', version: 1, facts: { reviewOf: WALKED_PART } },
    ];
    expect(refusedBy({ ...asked, today: '2027-11-20', parts })).toBe('one-review');
  });

  test('what was terminated can be applied for anew, once; what was graded is not graded a second time', () => {
    const asked = { state: 'L_TERMINATED', event: 'APPLY_AGAIN', role: 'applicant' as const, data: {} };
    const again = taken({ ...asked, facts: { ...submitted, determinationPartId: ID } });
    expect(again.effects.raise).toMatchObject([{ to: 'new', event: 'AUTO_DRAFT', data: { decidedOn: '2026-11-01' } }]);
    const draft = { id: ID, kind: 'assessment' as const, state: 'L_DRAFT', version: 1, facts: {} };
    expect(refusedBy({ ...asked, parts: [draft] })).toBe('one-draft');
    const graded = { ...draft, state: 'L_DELIVERED', facts: { ...begin, ...delivered } };
    const first = { state: 'L_DRAFT', event: 'SUBMIT', role: 'applicant' as const, data: application };
    const decided = { decidedOn: '2026-11-01' };
    expect(refusedBy({ ...first, facts: decided, parts: [graded] })).toBe('graded-before');
    const revoked = { ...graded, facts: { ...begin, ...delivered, revoked: true } };
    expect(refusedBy({ ...first, facts: decided, parts: [revoked] })).toBe('taken');
  });

  test('the committee corrects what it wrote, not what the panel found', () => {
    const data = { ...concluded, conclusionNumber: '1号', reason: '适用条款错误' };
    const found = { ...delivered, opinions: majority };
    const asked = { state: 'L_DELIVERED', event: 'PROPOSE_CORRECT', role: 'committee' as const, facts: found };
    const grade1 = { ...data, conclusions: [{ kind: 'A1', conclusion: { form: 'grade', grade: 1 } }] };
    expect(refusedBy({ ...asked, data: grade1 })).toBe('same-as-opinion');
    expect(refusedBy({ ...asked, event: 'CORRECT', data: grade1 })).toBe('same-as-opinion');
    const { facts: waiting } = taken({ ...asked, data, id: 'a' });
    const confirm = { ...asked, event: 'CORRECT', facts: waiting, data };
    expect(refusedBy({ ...confirm, id: 'a' })).toBe('two-people');
    expect(refusedBy({ ...confirm, id: 'b', data: { ...data, reason: '另一理由' } })).toBe('as-proposed');
    expect(refusedBy({ ...confirm, id: 'b' })).toBe('taken');
  });

  test('a revoked conclusion ends its benefits and cannot be contested further', () => {
    const parts = [
      { id: 'b1', kind: 'benefit' as const, state: 'B_PAID', version: 3, facts: { sourcePartId: WALKED_PART } },
    ];
    const data = { conclusionNumber: '1号', reason: '冒名', injury: INJURY };
    const asked = { state: 'L_DELIVERED', role: 'committee' as const, data, parts };
    expect(refusedBy({ ...asked, event: 'REVOKE', facts: delivered })).toBe('as-proposed');
    const proposal = taken({ ...asked, event: 'PROPOSE_REVOKE', facts: delivered, id: 'a' });
    expect(proposal.effects.raise).toBeUndefined();
    expect(refusedBy({ ...asked, event: 'REVOKE', facts: proposal.facts, id: 'a' })).toBe('two-people');
    const done = taken({ ...asked, event: 'REVOKE', facts: proposal.facts, id: 'b' });
    expect(done.effects.raise).toMatchObject([{ event: 'REVISED', data: { revoked: true } }]);
    expect(done.facts.conclusionVersion).toBe(2);
    expect(
      refusedBy({
        state: 'L_DELIVERED',
        event: 'RE_ASSESS',
        role: 'applicant',
        data: again,
        facts: { ...delivered, revoked: true },
      }),
    ).toBe('not-revoked');
  });
});
