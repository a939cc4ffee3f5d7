import { newId } from '@anban/foundation/ids';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API } from '../../contract/api.ts';
import { Refusal } from '../../contract/common.ts';
import { testCases } from '../../testing/case-machines.ts';
import { REGION, START, startTestCentre, type TestCentre, TODAY } from '../../testing/centre.ts';
import { type TestStaff, testFile, testStaff } from '../../testing/staff.ts';
import { workQuery } from '../read/work-list.ts';

let centre: TestCentre;
let officer: TestStaff;
let clerk: TestStaff;
let caseId: string;

beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  officer = await testStaff(centre, ['officer']);
  clerk = await testStaff(centre, ['clerk']);
  caseId = newId();
  await clerk.post('/v1/cases', { id: caseId, file: testFile(1) });
});
afterAll(() => centre.close());

type Due = readonly [priority: number, dueOn: string | null];

/** Parts that wait for the officer; the answer is their ids in the order in which they must be listed. */
async function waiting(rows: readonly Due[], queue = 'officer'): Promise<string[]> {
  const parts = rows.map(([priority, due_on]) => ({ id: newId(), priority, due_on }));
  const common = { region_code: REGION, case_id: caseId, kind: 'determination', state: 'SUBMITTED', version: 2 };
  const rest = { facts: '{}', queue, changed_at: new Date(START) };
  await centre.foundation.database.db
    .insertInto('case_part')
    .values(parts.map((part) => ({ ...common, ...rest, ...part })))
    .execute();
  const key = ({ priority, due_on, id }: (typeof parts)[number]) => `${priority}|${due_on ?? '9999'}|${id}`;
  return parts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ id }) => id);
}

const clear = (queue: string) =>
  centre.foundation.database.db.deleteFrom('case_part').where('queue', '=', queue).execute();

async function page(after: string | null, limit: number) {
  const more = after === null ? '' : `&after=${after}`;
  return API.work.answer.parse((await officer.get(`/v1/work?role=officer&limit=${limit}${more}`)).body);
}

test('the most urgent first, then the nearest day, what has no day last; page by page, each once', async () => {
  const days = ['2026-11-20', '2026-11-21', '2026-12-01', null];
  const wanted = await waiting(Array.from({ length: 40 }, (_, i): Due => [i % 3, days[i % 4] ?? null]));
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { items, next } = await page(after, 7);
    seen.push(...items.map(({ partId }) => partId));
    for (const { dueOn, overdue, name, stateName } of items) {
      expect(overdue).toBe(dueOn !== null && dueOn < TODAY);
      expect([name, stateName]).toEqual(['欧**', '已提交']);
    }
    after = next;
  } while (after !== null);
  expect(seen).toEqual(wanted);
  await clear('officer');
});

test('rows that come and go while somebody pages move nobody: none is seen twice, none is left out', async () => {
  const wanted = await waiting(Array.from({ length: 30 }, (_, i): Due => [5, i % 2 === 0 ? '2026-12-01' : null]));
  const seen: string[] = [];
  let after: string | null = null;
  for (let round = 0; after !== null || round === 0; round += 1) {
    const { items, next } = await page(after, 4);
    seen.push(...items.map(({ partId }) => partId));
    after = next;
    // Before and behind where the reader is.
    await waiting([
      [0, '2026-11-01'],
      [9, null],
    ]);
    const gone = seen.at(-1) ?? '';
    await centre.foundation.database.db.deleteFrom('case_part').where('id', '=', gone).execute();
    if (round > 20) break;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.filter((id) => wanted.includes(id))).toEqual(wanted);
  await clear('officer');
});

test('a page is one walk along the index: no sort, no scan of the table, first page and later ones', async () => {
  const { db } = centre.foundation.database;
  await waiting(Array.from({ length: 3_000 }, (_, i): Due => [i % 9, i % 2 === 0 ? `2026-12-${10 + (i % 20)}` : null]));
  await waiting(
    Array.from({ length: 3_000 }, (_, i): Due => [i % 9, null]),
    'chief',
  );
  await sql`analyze case_part`.execute(db);
  for (const after of [
    null,
    { priority: 4, dueOn: '2026-12-12', id: newId() },
    { priority: 4, dueOn: 'infinity', id: newId() },
  ]) {
    const compiled = workQuery(db, { regionCode: REGION, role: 'officer', expertId: null, after, limit: 50 }).compile();
    const { rows } = await centre.foundation.database.pool.query(`explain ${compiled.sql}`, [...compiled.parameters]);
    const plan = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(plan).toContain('case_part_work_order');
    expect(plan).not.toMatch(/Sort|Seq Scan on case_part|Bitmap/);
  }
  await clear('officer');
  await clear('chief');
});

test('a role that is not theirs, and a page that is none of ours, are refused', async () => {
  const foreign = await officer.get('/v1/work?role=chief');
  expect([foreign.status, Refusal.parse(foreign.body).error.name]).toEqual([403, 'wrong-role']);
  expect(Refusal.parse((await officer.get('/v1/alarms?role=chief')).body).error.hint).toBe(
    'chief was asked for; the roles of the caller are officer',
  );
  for (const after of ['x', 'W10', Buffer.from('[1,"2026-01-01","x"]').toString('base64url')]) {
    const odd = await officer.get(`/v1/work?role=officer&after=${after}`);
    expect([odd.status, Refusal.parse(odd.body).error.details?.issues?.[0]?.path]).toEqual([400, 'query.after']);
  }
});

test('alarms of a role, and their acknowledgement, which a second one does not change', async () => {
  const { db } = centre.foundation.database;
  const [mine, another] = [newId(), newId()];
  const common = { region_code: REGION, case_id: caseId, part_id: newId(), kind: 'limit', subject: 'DEC60' };
  const at = new Date(START);
  await db
    .insertInto('case_alarm')
    .values([
      { ...common, id: mine, role: 'officer', at },
      { ...common, id: another, role: 'chief', at },
    ])
    .execute();
  const list = API.alarms.answer.parse((await officer.get('/v1/alarms?role=officer')).body);
  expect(list.alarms).toMatchObject([{ id: mine, subject: 'DEC60', role: 'officer' }]);
  const first = await officer.post(`/v1/alarms/${mine}/acknowledgement`, {});
  expect(first.body).toEqual({ id: mine, acknowledgedAt: '2026-11-21T01:00:00.000Z' });
  await centre.clock.advance(60_000);
  expect(await officer.post(`/v1/alarms/${mine}/acknowledgement`, {})).toEqual(first);
  expect((await officer.post(`/v1/alarms/${another}/acknowledgement`, {})).status).toBe(404);
  expect((await officer.get('/v1/alarms?role=officer')).body).toEqual({ alarms: [], next: null });
});

test('a quarter is counted from its events, by the days of China', async () => {
  const chief = await testStaff(centre, ['chief']);
  const common = { region_code: REGION, from_state: null, to_state: 'X', actor_role: 'officer' };
  const rest = { actor_id: 'x', basis: '—', digest: Buffer.alloc(32), case_id: caseId };
  const part = {
    region_code: REGION,
    case_id: caseId,
    state: 'X',
    version: 1,
    facts: '{}',
    changed_at: new Date(START),
  };
  const [determination, assessment] = [newId(), newId()];
  await centre.foundation.database.db
    .insertInto('case_part')
    .values([
      { ...part, id: determination, kind: 'determination' },
      { ...part, id: assessment, kind: 'assessment' },
    ])
    .execute();
  const event = (sequence: number, type: string, at: string, part_id = determination) => ({
    ...common,
    ...rest,
    id: newId(),
    sequence,
    type,
    at,
    part_id,
  });
  await centre.foundation.database.db
    .insertInto('case_event')
    .values([
      event(101, 'DECIDE_YES', '2026-06-30T16:00:00Z'),
      event(102, 'DECIDE_NO', '2026-09-30T15:59:59Z'),
      event(103, 'DECIDE_YES', '2026-09-30T16:00:00Z'),
      event(104, 'CONCLUDE', '2026-07-02T00:00:00Z', assessment),
      event(105, 'CONCLUDE', '2026-08-02T00:00:00Z', assessment),
      event(106, 'SUBMIT', '2026-08-02T00:00:00Z'),
      event(107, 'SUBMIT', '2026-08-02T00:00:00Z', assessment),
    ])
    .execute();
  expect((await chief.get('/v1/statistics?year=2026&quarter=3')).body).toEqual({
    from: '2026-07-01',
    until: '2026-10-01',
    submitted: 1,
    accepted: 0,
    determined: { yes: 1, no: 1 },
    assessedPersons: 1,
    conclusions: 2,
    paid: 0,
  });
});
