/** The check-in at a terminal, over HTTP, becomes an event of the assessment. */
import { sign } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseExperts } from '../../assessment/experts/expert-file.ts';
import { importExperts } from '../../assessment/experts/pool.ts';
import { sampleExperts } from '../../assessment/experts/sample.ts';
import { setSitePlan } from '../../assessment/planning/site-plan.ts';
import { GENESIS_DIGEST } from '../../contract/evidence.ts';
import {
  entryDigest,
  type RecordingEntry,
  type RecordingStatement,
  statementBytes,
} from '../../contract/recordings.ts';
import { simulatedPartners } from '../../simulators/partners.ts';
import { numberOf, REGION, SITE, startTestCentre, type TestCentre } from '../../testing/centre.ts';
import type { TestTerminal } from '../../testing/terminal.ts';
import { applyStep } from '../apply.ts';
import { Facts } from '../assessment/facts.ts';
import { caseServices } from '../compose.ts';
import { sealFile } from '../files.ts';
import type { CaseServices } from '../services.ts';
import { raiseCheckIn, raiseNewCheckIns } from './raise-check-in.ts';

let centre: TestCentre;
let services: CaseServices;
beforeAll(async () => {
  centre = await startTestCentre();
  services = caseServices(centre.foundation, simulatedPartners);
  await centre.foundation.database.db.transaction().execute((tx) =>
    importExperts(tx, centre.foundation, {
      ...{ regionCode: REGION, rows: unwrap(parseExperts(sampleExperts(130, 1))), actor: 'operator' },
    }),
  );
});
afterAll(() => centre.close());

/** A case with one accepted assessment: what the check-in needs of its past. */
async function accepted(): Promise<{ caseId: string; partId: string }> {
  const { database, cipher, clock } = centre.foundation;
  const [caseId, partId] = [newId(), newId()];
  const at = new Date(clock.now());
  const file = {
    person: { name: '测试人', sex: '男' as const, number: numberOf(7), birthDate: '1950-01-01' },
    applicant: { relation: 'self' as const, name: '测试人' },
    employer: { name: '测试厂' },
    injury: { day: '2026-10-01', description: '手指受伤' },
    service: { electronic: true },
  };
  const own = { region_code: REGION, id: caseId, number: `${REGION}-2026-000009`, province: '山东', opened_at: at };
  const file_cipher = await sealFile(cipher, REGION, caseId, file);
  await database.db
    .insertInto('work_case')
    .values({ ...own, file_cipher, number_index: Buffer.alloc(16, 1), last_event_at: at })
    .execute();
  const facts = Facts.parse({
    ...Object(services.machines.assessment.begin),
    ...{ kinds: ['A1'], receivedOn: '2026-11-20', decidedOn: '2026-11-19', acceptedOn: '2026-11-20' },
    ...{ queuedOn: '2026-11-20', siteCode: SITE, specialties: ['HAND'] },
  });
  await database.db
    .insertInto('case_part')
    .values({
      ...{ region_code: REGION, id: partId, case_id: caseId, kind: 'assessment', state: 'L_QUEUED', version: 4 },
      ...{ facts: JSON.stringify(facts), changed_at: at },
    })
    .execute();
  return { caseId, partId };
}

test('identified at the terminal, recorder on: the examination begins, once, with its record', async () => {
  const { caseId, partId } = await accepted();
  await centre.foundation.database.db.transaction().execute((tx) =>
    setSitePlan(tx, centre.clock, 'operator', {
      ...{ siteCode: SITE, rooms: [{ room: 'A', specialty: 'ANY', capacity: 5 }], maxGapDays: 30, noticeDays: 5 },
    }),
  );
  const step = { regionCode: REGION, caseId, partId, expectedVersion: null };
  const actor = { role: 'officer', id: newId() } as const;
  unwrap(await applyStep(services, { ...step, id: newId(), event: 'SCHEDULE', data: {}, actor }));
  const { session } = await facts(partId);
  if (session === null) throw new Error('no session');
  await centre.clock.advance(Date.parse(`${session.day}T01:00:00Z`) - centre.clock.now());
  const terminal = await centre.terminal();
  const answer = await terminal.visit({ examineeId: session.examineeId, sessionId: session.sessionId });
  expect(answer.status).toBe(200);
  const { id: checkInId } = await centre.foundation.database.db
    .selectFrom('check_in')
    .select('id')
    .where('examinee_id', '=', session.examineeId)
    .executeTakeFirstOrThrow();

  expect(await raiseNewCheckIns(services, REGION)).toBe(1);
  expect(await raiseNewCheckIns(services, REGION)).toBe(0);
  const arrived = unwrap((await raiseCheckIn(services, { regionCode: REGION, checkInId })) ?? never());
  expect(arrived.state).toBe('L_SCHEDULED');
  for (const event of ['ANNOUNCE_DRAW', 'DRAW'])
    unwrap(await applyStep(services, { ...step, id: newId(), event, data: {}, actor }));
  const begin = (avOn: boolean, named: object = {}) =>
    applyStep(services, {
      ...step,
      ...{ id: newId(), event: 'CHECKIN', data: { on: session.day, avOn, ...named }, actor },
    });
  expect(await begin(false)).toMatchObject({ fault: { guard: 'recorder-on' } });
  expect(await begin(true, { checkInId: newId() })).toMatchObject({ ok: false });
  // The terminals of this site record: their word counts, not the officer's.
  const records = recorderOf(terminal);
  const other = { sessionId: newId(), examineeId: newId() };
  expect(await records(other)).toMatchObject({ status: 200 });
  expect(await begin(true)).toMatchObject({ fault: { guard: 'recorder-on', hint: expect.stringContaining('centre') } });
  const recording = { sessionId: session.sessionId, examineeId: session.examineeId };
  expect((await records(recording)).body).toMatchObject({ outcome: 'stored', examination: 'open' });
  expect(unwrap(await begin(true)).state).toBe('L_EXAM');
  expect(await facts(partId)).toMatchObject({ checkInId, examinedOn: session.day, identity: { method: 'face' } });
  const documents = await centre.foundation.database.db
    .selectFrom('document')
    .select('kind')
    .where('part_id', '=', partId)
    .orderBy('id')
    .execute();
  expect(documents.map(({ kind }) => kind)).toEqual(['D22', 'D24', 'D23']);
});

/** The recorder of a room, as far as the centre hears of it: that a recording has begun. */
function recorderOf(terminal: TestTerminal) {
  return (subject: { sessionId: string; examineeId: string }) => {
    const startedAt = new Date(centre.clock.now()).toISOString();
    const entry: RecordingEntry = {
      kind: 'started',
      ...{ number: 1, previous: GENESIS_DIGEST, at: startedAt, by: 'identity-check' },
      ...{ picturesPerSecond: 12, segmentSeconds: 60 },
    };
    const { id: terminalId, regionCode } = terminal;
    const statement: RecordingStatement = {
      ...{ version: 1, kind: 'recording', id: newId(), terminalId, regionCode, ...subject, startedAt },
      ...{ ended: false, entries: 1, head: entryDigest(entry) },
    };
    const signature = sign(null, statementBytes(statement), terminal.privateKey).toString('base64url');
    return terminal.post('/v1/recordings', { statement, signature, entries: [entry] });
  };
}

test('a check-in of an imported roster belongs to no case', async () => {
  expect(await raiseCheckIn(services, { regionCode: REGION, checkInId: newId() })).toBeNull();
});

async function facts(partId: string): Promise<Facts> {
  const row = await centre.foundation.database.db
    .selectFrom('case_part')
    .select('facts')
    .where('id', '=', partId)
    .executeTakeFirstOrThrow();
  return Facts.parse(row.facts);
}

function never(): never {
  throw new Error('no case behind the check-in');
}
