/** The invented office: the same each time, led by the rules without a refusal; and its multiplied rows. */

import { systemClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyStep } from '../cases/apply.ts';
import { caseServices } from '../cases/compose.ts';
import { readCase } from '../cases/read/case.ts';
import type { CaseServices } from '../cases/services.ts';
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts';
import { silentLog } from '../log.ts';
import { openFoundation } from '../services.ts';
import { simulatedPartners } from '../simulators/partners.ts';
import { multiply } from './bulk.ts';
import { plant } from './plant.ts';
import { realCases, seededCases } from './prepare.ts';
import { type Seeded, seed } from './seed.ts';

const REGION = '370702';
const UNTIL = '2026-11-20';

interface Place {
  readonly database: TestDatabase;
  readonly services: CaseServices;
  readonly seeded: Seeded;
}

async function seededPlace(number: number, cases: number): Promise<Place> {
  const database = await createTestDatabase();
  const options = { dataDir: database.dataDir, databaseUrl: database.url, connections: 4, clock: systemClock };
  const services = caseServices(await openFoundation({ ...options, log: silentLog }), simulatedPartners);
  const seeded = await seed(services, { regionCode: REGION, cases, seed: number, until: UNTIL });
  return { database, services, seeded };
}

async function leave({ database, services }: Place): Promise<void> {
  await services.database.close();
  await database.drop();
}

/** Everything of the cases that is neither secret nor encrypted, as text. */
async function told({ database }: CaseServices): Promise<string> {
  const { rows } = await database.pool.query<{ all_of_it: string }>(
    `select (select json_agg(json_build_array(id, number, opened_at, events) order by id) from work_case)::text ||
       (select json_agg(json_build_array(id, case_id, kind, state, version, due_on) order by id) from case_part)::text ||
       (select json_agg(json_build_array(id, type, to_state, at, actor_id) order by id) from case_event)::text ||
       (select json_agg(json_build_array(id, kind, number, issued_on) order by id) from document)::text as all_of_it`,
  );
  return rows[0]?.all_of_it ?? '';
}

let place: Place;
beforeAll(async () => {
  place = await seededPlace(1, 12);
}, 120_000);
afterAll(() => leave(place));

describe('the seed', () => {
  test('leads every case through the rules without a refusal, and dates nothing after the last day', async () => {
    expect(place.seeded).toMatchObject({ opened: 12, stopped: {} });
    const { rows } = await place.services.database.pool.query<{ kind: string; states: number }>(
      'select kind, count(distinct state)::int as states from case_part group by kind order by kind',
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['assessment', 'benefit', 'determination', 'service']);
    const late = await place.services.database.db
      .selectFrom('case_event')
      .select('id')
      .where('at', '>=', new Date(`${UNTIL}T24:00:00+08:00`))
      .execute();
    expect(late).toEqual([]);
  });

  test('told twice is the same, ids included; another seed is another story', async () => {
    const again = await seededPlace(1, 12);
    const other = await seededPlace(2, 12);
    const story = await told(place.services);
    expect(story.length).toBeGreaterThan(10_000);
    expect(await told(again.services)).toBe(story);
    expect(await told(other.services)).not.toBe(story);
    await leave(again);
    await leave(other);
  }, 240_000);

  test('knows its own cases from real ones, and is not told a second time into the same database', async () => {
    const { db } = place.services.database;
    expect([await realCases(db, REGION), await seededCases(db, REGION)]).toEqual([0, 12]);
    const foundation = { ...place.services, log: silentLog, dataDir: place.database.dataDir };
    const words = { regionCode: REGION, cases: 1, seed: 1, until: UNTIL, documents: false, yes: true };
    expect(await plant(foundation, words)).toMatchObject({ code: 1 });
  });
});

describe('a multiplied case', () => {
  const counts = async (like: string) =>
    (
      await place.services.database.pool.query(
        `select count(distinct c.id)::int as cases, count(distinct p.id)::int as parts,
           count(distinct (e.case_id, e.sequence))::int as events
         from work_case c join case_part p on p.case_id = c.id join case_event e on e.case_id = c.id
           and exists (select 1 from case_part q where q.id = e.part_id and q.case_id = c.id)
         where c.number like $1`,
        [like],
      )
    ).rows[0];

  test('has the rows of its pattern, is read like any other, and takes its next step', async () => {
    const { services } = place;
    const { db } = services.database;
    const patterns = await counts('%');
    await multiply(services, { regionCode: REGION, cases: 12, from: Date.now(), first: 0 });
    expect(await counts('%-S-%')).toEqual(patterns);
    const copy = await db
      .selectFrom('case_part as p')
      .innerJoin('work_case as c', 'c.id', 'p.case_id')
      .select(['p.id', 'p.case_id', 'p.facts'])
      .where('c.number', 'like', '%-S-%')
      .where('p.state', '=', 'DELIVERED')
      .executeTakeFirstOrThrow();
    const reading = { regionCode: REGION, caseId: copy.case_id, disclosure: 'own', purpose: 'handling' } as const;
    const read = await readCase(services, { ...reading, actor: 'operator', recipient: null });
    expect(read?.history.length).toBeGreaterThan(4);
    expect(read?.timers.length).toBeGreaterThan(0);
    const taken = await applyStep(services, {
      ...{ id: newId(), regionCode: REGION, caseId: copy.case_id, partId: copy.id, expectedVersion: null },
      ...{ event: 'SERVED', actor: { role: 'system', id: 'system' } },
      data: { recipient: 'agency', event: 'DECIDE_YES', on: UNTIL },
    });
    expect(unwrap(taken).state).toBe('DELIVERED');
  });
});
