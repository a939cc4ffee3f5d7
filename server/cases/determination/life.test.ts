/** A determination in the database: kernel, limits, papers and their service together. */
import { ManualClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putSite } from '../../assessment/sites.ts';
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts';
import { silentLog } from '../../log.ts';
import { putOfficer } from '../../officers/service.ts';
import { citizenNumber } from '../../replays/people.ts';
import { type Foundation, openFoundation } from '../../services.ts';
import { putInsuranceRecord } from '../../simulators/insurance-records.ts';
import { simulatedPartners } from '../../simulators/partners.ts';
import { applyStep } from '../apply.ts';
import { caseServices } from '../compose.ts';
import { sealTogether } from '../fast-batch/session.ts';
import type { CaseFile, Role } from '../model.ts';
import { openCase } from '../open.ts';
import type { CaseServices } from '../services.ts';
import { runRound } from '../worker.ts';
import { Facts } from './facts.ts';
import { application, no, SIMPLE, samples, yes } from './samples.ts';

const REGION = '370702';
const DIGEST = 'ab'.repeat(32);
const FILE: CaseFile = {
  person: { name: '测试人', sex: '男', number: '370702198001010018', birthDate: '1980-01-01', occupation: '钳工' },
  applicant: { relation: 'self', name: '测试人' },
  employer: { name: '测试厂' },
  injury: {
    day: '2026-07-11',
    place: '一车间',
    description: '操作时左手食指被压伤',
    parts: '左手食指',
    diagnosis: '左手食指末节骨折',
    hospital: '测试医院',
  },
  service: { electronic: true },
};

let place: TestDatabase;
let foundation: Foundation;
let clock: ManualClock;
let services: CaseServices;
beforeAll(async () => {
  place = await createTestDatabase();
  // 24 July, 09:00 in China.
  clock = new ManualClock(Date.UTC(2026, 6, 24, 1));
  const options = { dataDir: place.dataDir, databaseUrl: place.url, connections: 4, clock, log: silentLog };
  foundation = await openFoundation(options);
  await putSite(foundation.database, clock, { code: `${REGION}-01`, name: '测试' });
  services = caseServices(foundation, simulatedPartners);
});
afterAll(async () => {
  await foundation.database.close();
  await place.drop();
});

const person = (role: Role) => ({ role, id: role === 'system' ? 'system' : newId() });

let people = 0;
/** Of somebody whom the insurance system does not know. */
function unknownNumber(birthDate = FILE.person.birthDate): string {
  people += 1;
  return citizenNumber(REGION, birthDate, people * 2 + 1);
}

/** Somebody else each time: the same person with the same injury would be a doubt. */
async function anybody(birthDate = FILE.person.birthDate): Promise<string> {
  const number = unknownNumber(birthDate);
  await insure(number);
  return number;
}

const insure = (number: string) =>
  foundation.database.db.transaction().execute((tx) =>
    putInsuranceRecord(
      tx,
      services,
      { regionCode: REGION, number },
      {
        insured: [{ from: '2024-01-01', until: null }],
        wages: [],
      },
    ),
  );

async function open(change: Partial<CaseFile['person']> = {}) {
  const data = { relation: 'self', injuryOn: '2026-07-11' };
  const number = change.number ?? (await anybody(change.birthDate));
  const file = { ...FILE, person: { ...FILE.person, ...change, number } };
  const about = { id: newId(), regionCode: REGION, province: '山东', file, actor: person('applicant') };
  const opened = unwrap(await openCase(services, { ...about, event: 'START_DRAFT', data }));
  return { caseId: opened.caseId, partId: opened.determination.partId };
}

const take = async (part: { caseId: string; partId: string }, event: string, by: Role, data: unknown = {}) =>
  unwrap(
    await applyStep(services, {
      ...part,
      id: newId(),
      regionCode: REGION,
      expectedVersion: null,
      event,
      data,
      actor: person(by),
    }),
  );

const partsOf = (caseId: string) =>
  foundation.database.db
    .selectFrom('case_part')
    .select(['id', 'kind', 'state', 'facts', 'due_on'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
const statesOf = async (caseId: string) =>
  Object.fromEntries(
    (await partsOf(caseId)).filter(({ kind }) => kind !== 'service').map(({ kind, state }) => [kind, state]),
  );
/** A determination as the chief's list shows it. */
async function listed({ caseId, partId }: { caseId: string; partId: string }) {
  const { state, facts, version } = await foundation.database.db
    .selectFrom('case_part')
    .select(['state', 'facts', 'version'])
    .where('id', '=', partId)
    .executeTakeFirstOrThrow();
  return { caseId, partId, state, facts, expectedVersion: version };
}

const timersOf = async (caseId: string) =>
  (
    await foundation.database.db
      .selectFrom('case_timer')
      .select(['timer', 'due_on'])
      .where('case_id', '=', caseId)
      .where('state', '=', 'running')
      .orderBy('timer')
      .execute()
  ).map(({ timer, due_on }) => `${timer} ${due_on}`);
const papersOf = async (caseId: string) =>
  (
    await foundation.database.db
      .selectFrom('document')
      .select('kind')
      .where('case_id', '=', caseId)
      .orderBy('kind')
      .execute()
  ).map(({ kind }) => kind);

/** By kind, what took the place of each decision. */
async function endsOf(caseId: string): Promise<Record<string, string>> {
  const { rows } = await foundation.database.pool.query<{ kind: string; held: string }>(
    `select o.kind, case when o.ended_at is null then 'in force' else coalesce(n.kind, 'withdrawn') end as held
     from document o left join document n on n.id = o.replaced_by
     where o.case_id = $1 and o.kind in ('D14', 'D15', 'D17')`,
    [caseId],
  );
  return Object.fromEntries(rows.map(({ kind, held }) => [kind, held]));
}

/** Says that all papers are made, as the documents' own worker does, and goes on. */
async function papersMade(): Promise<void> {
  await foundation.database.db.updateTable('document').set({ state: 'made' }).where('state', '<>', 'made').execute();
  const report = (cause: unknown) => {
    throw cause;
  };
  await runRound({ ...services, makeDocuments: async () => 0, partnersRound: async () => undefined, report });
}

/** Every package that waits is signed for on the screen of a terminal. */
async function receiveAll(caseId: string, on: string): Promise<void> {
  for (const { id: partId } of (await partsOf(caseId)).filter(({ state }) => state === 'S_READY'))
    await take({ caseId, partId }, 'RECEIVED', 'clerk', { on, proof: { kind: 'screen', digest: DIGEST } });
}

async function officer(name: string, staffNumber: string): Promise<string> {
  const entry = { regionCode: REGION, staffNumber, name, pin: '246810' };
  return (await putOfficer({ ...foundation, clock }, entry)).officerId;
}

describe('a determination in the database', () => {
  test('investigated by two officers of the office, under their own names', async () => {
    const [first, second] = [await officer('测试员甲', '5001'), await officer('测试员乙', '5002')];
    const part = await open();
    await take(part, 'SUBMIT', 'applicant', application());
    await take(part, 'ACCEPT', 'officer');
    const attempt = async (event: string, data: unknown) => {
      const command = { ...part, id: newId(), regionCode: REGION, expectedVersion: null, event, data };
      const answer = await applyStep(services, { ...command, actor: { role: 'officer', id: first } });
      return answer.ok ? answer.value.state : 'guard' in answer.fault ? answer.fault.guard : answer.fault.name;
    };
    const by = (...officers: string[]) => ({ officers, noInterest: true });
    expect(await attempt('INVESTIGATE', by(first, '乙'))).toBe('investigators-known');
    expect(await attempt('INVESTIGATE', by(first, newId()))).toBe('investigators-known');
    expect(await attempt('INVESTIGATE', by(first, second))).toBe('INVESTIGATE');
    const sample = samples.RECORD?.[0]?.({ state: '', facts: {}, today: '2026-07-24' });
    const record = (name: string) => ({
      ...(typeof sample === 'object' ? sample : {}),
      investigators: [
        { officer: first, name: '测试员甲', licence: '01' },
        { officer: second, name, licence: '02' },
      ],
    });
    expect(await attempt('RECORD', record('别人'))).toBe('investigators-named');
    expect(await attempt('RECORD', record('测试员乙'))).toBe('INVESTIGATE');
  });

  test('by the simple procedure: one form begins all, two people decide, and it ends delivered', async () => {
    const part = await open();
    const { caseId } = part;
    await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    expect(await statesOf(caseId)).toEqual({ determination: 'ACCEPTED', assessment: 'L_DRAFT', benefit: 'B_DRAFT' });
    expect(await timersOf(caseId)).toEqual(['DEC15 2026-08-10', 'DEC60 2026-09-22', 'SIMPLE5 2026-07-31']);
    await take(part, 'PROPOSE', 'officer', yes());
    const decided = await take(part, 'DECIDE_YES', 'chief');
    expect(decided.state).toBe('DECIDED_YES');
    await papersMade();
    await receiveAll(caseId, '2026-07-24');
    expect(await statesOf(caseId)).toMatchObject({ determination: 'DELIVERED' });
    const running = await timersOf(caseId);
    expect(running).toEqual(expect.arrayContaining(['REV60 2026-09-22', 'SUE6M 2027-01-25']));
    expect(running.filter((timer) => /^(DEC|DLV|ACC|SIMPLE)/.test(timer))).toEqual([]);
    expect(await papersOf(caseId)).toEqual(expect.arrayContaining(['D03', 'D05', 'D07', 'D14', 'D18']));
  });

  const factsOf = async ({ partId }: { partId: string }) =>
    Facts.parse(
      (
        await foundation.database.db
          .selectFrom('case_part')
          .select('facts')
          .where('id', '=', partId)
          .executeTakeFirstOrThrow()
      ).facts,
    );

  test('what an application says of insurance and age gives way to what the office knows', async () => {
    const stranger = await open({ number: unknownNumber() });
    const child = await open({ birthDate: '2011-01-01' });
    for (const part of [stranger, child]) await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    expect(await factsOf(stranger)).toMatchObject({ simple: false, simpleBroken: ['insured'], doubt: false });
    expect(await factsOf(child)).toMatchObject({ simple: false, simpleBroken: ['age'] });
    // Ordinary, with nothing prepared.
    expect(await statesOf(stranger.caseId)).toEqual({ determination: 'SUBMITTED' });
  });

  test('a second application for the same injury is a doubt, unless the first was withdrawn', async () => {
    const number = await anybody();
    const [first, second, third, fourth] = [
      await open({ number }),
      await open({ number }),
      await open({ number }),
      await open({ number }),
    ];
    // The others are drafts: nobody has applied with them.
    await take(first, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    expect(await factsOf(first)).toMatchObject({ simple: true, doubt: false });
    await take(second, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    expect(await factsOf(second)).toMatchObject({ simple: false, simpleBroken: ['no-doubt'], doubt: true });
    await take(third, 'SUBMIT', 'applicant', application());
    expect(await factsOf(third)).toMatchObject({ simple: false, doubt: true });
    for (const part of [first, second, third]) await take(part, 'WITHDRAW', 'applicant', { reason: '重复申请' });
    await take(fourth, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    expect(await factsOf(fourth)).toMatchObject({ simple: true, doubt: false });
  });

  test('refused: both parties served, the drafts of the one form have ended', async () => {
    const part = await open();
    await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    await take(part, 'PROPOSE', 'officer', no());
    await take(part, 'DECIDE_NO', 'chief');
    await papersMade();
    await receiveAll(part.caseId, '2026-07-24');
    const ended = { assessment: 'L_DISCARDED', benefit: 'B_ENDED' };
    expect(await statesOf(part.caseId)).toEqual({ determination: 'DELIVERED', ...ended });
  });

  test('withdrawn: no work list has anything of it left', async () => {
    const part = await open();
    await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    await take(part, 'WITHDRAW', 'applicant', { reason: '本人放弃' });
    const ended = { determination: 'WITHDRAWN', assessment: 'L_DISCARDED', benefit: 'B_ENDED' };
    expect(await statesOf(part.caseId)).toEqual(ended);
  });

  test('corrected: the decision is replaced by the correction; annulled by a court: it no longer holds', async () => {
    const part = await open();
    await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
    await take(part, 'PROPOSE', 'officer', yes());
    await take(part, 'DECIDE_YES', 'chief');
    await papersMade();
    await receiveAll(part.caseId, '2026-07-24');
    const correction = samples.CORRECT?.[0]?.({ state: '', facts: {}, today: '2026-07-24' });
    await take(part, 'CORRECT', 'chief', correction);
    expect(await endsOf(part.caseId)).toEqual({ D14: 'D17', D17: 'in force' });
    await papersMade();
    await receiveAll(part.caseId, '2026-07-24');
    await take(part, 'DISPUTE', 'applicant', { kind: 'suit', on: '2026-07-24' });
    const instrument = { body: '测试区人民法院', number: '1', on: '2026-07-24' };
    await take(part, 'REDO', 'chief', { instrument, reason: '主要证据不足' });
    expect(await endsOf(part.caseId)).toEqual({ D14: 'D17', D17: 'withdrawn' });
  });

  test('supplemented, suspended for a month and resumed: the rest of the 60 days runs on', async () => {
    const part = await open();
    await take(part, 'SUBMIT', 'applicant', application());
    await take(part, 'NEED_MORE', 'officer', { items: [{ id: 'M05', name: '诊断证明' }], days: 10 });
    expect(await timersOf(part.caseId)).toEqual([]);
    await papersMade();
    await receiveAll(part.caseId, '2026-07-24');
    expect(await timersOf(part.caseId)).toEqual(['SUP 2026-08-03']);
    await take(part, 'SUPPLEMENTED', 'applicant', { held: [{ id: 'M05', how: 'uploaded' }], channel: '窗口' });
    await take(part, 'ACCEPT', 'officer');
    const awaited = { cause: 'judicial', reason: '等待判决', awaited: '人民法院判决' };
    await take(part, 'SUSPEND', 'officer', awaited);
    expect(await timersOf(part.caseId)).toEqual(['SUSPEND 2026-10-26']);
    clock.advance(31 * 86_400_000);
    const instrument = { body: '测试区人民法院', number: '1', on: '2026-08-20' };
    const resumed = await take(part, 'RESUME', 'officer', { reason: '判决生效', instrument });
    expect(resumed.state).toBe('ACCEPTED');
    expect(await timersOf(part.caseId)).toEqual(['DEC60 2026-10-23']);
  });

  test('a paper that the file cannot fill refuses the step whole, naming the field', async () => {
    const { hospital: _, ...injury } = FILE.injury;
    const data = { relation: 'self', injuryOn: '2026-07-11' };
    const about = {
      id: newId(),
      regionCode: REGION,
      province: '山东',
      file: { ...FILE, injury },
      actor: person('applicant'),
    };
    const opened = unwrap(await openCase(services, { ...about, event: 'START_DRAFT', data }));
    const part = { caseId: opened.caseId, partId: opened.determination.partId };
    await take(part, 'SUBMIT', 'applicant', application());
    await take(part, 'ACCEPT', 'officer');
    await take(part, 'PROPOSE', 'officer', yes());
    const command = {
      ...part,
      id: newId(),
      regionCode: REGION,
      expectedVersion: null,
      data: {},
      actor: person('chief'),
    };
    const refused = await applyStep(services, { ...command, event: 'DECIDE_YES' });
    expect(refused).toMatchObject({ ok: false, fault: { guard: 'document-field' } });
    expect(await statesOf(part.caseId)).toEqual({ determination: 'PROPOSED' });
  });

  test('one sealing session: each case its own decision, what somebody changed meanwhile is named', async () => {
    const parts = [await open(), await open(), await open()];
    for (const part of parts) {
      await take(part, 'SUBMIT', 'clerk', application({ simple: SIMPLE }));
      await take(part, 'PROPOSE', 'officer', yes());
    }
    const cases = await Promise.all(parts.map(listed));
    const [, changed] = parts;
    if (changed !== undefined) await take(changed, 'SIMPLE_BROKEN', 'officer', { guards: ['no-doubt'] });
    const session = { regionCode: REGION, cases, signer: person('chief') };
    const sealed = await sealTogether(session, (command) => applyStep(services, command));
    expect(sealed.map(({ outcome }) => outcome)).toEqual(['decided', 'refused', 'decided']);
    expect(sealed[1]).toMatchObject({ refusal: { name: 'version-conflict', state: 'ACCEPTED' } });
    for (const [index, state] of ['DECIDED_YES', 'ACCEPTED', 'DECIDED_YES'].entries())
      expect(await statesOf(parts[index]?.caseId ?? '')).toMatchObject({ determination: state });
  });
});
