/** From the pool to the conclusion on PostgreSQL: announced, drawn, replaced, seated, signed, concluded. */
import { readFileSync } from 'node:fs';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../db/database.ts';
import { retried } from '../../db/retry.ts';
import { warmRegion } from '../../encryption/warm-keys.ts';
import { numberOf, REGION, SITE, startTestCentre, type TestCentre } from '../../testing/centre.ts';
import { announceDraw } from '../draw/announce.ts';
import { replayDraw } from '../draw/draw.ts';
import { type DrawRequest, drawPanel, recordOf } from '../draw/draw-panel.ts';
import { panelFor, replaceExpert, seatPanel } from '../draw/seats.ts';
import { parseExperts } from '../experts/expert-file.ts';
import { addLeave, importExperts } from '../experts/pool.ts';
import { decideRecusal, declareRecusal, mayHandle } from '../experts/recusal-store.ts';
import { schedule } from '../planning/schedule.ts';
import { setSitePlan } from '../planning/site-plan.ts';
import type { SignedOpinion } from './majority.ts';
import { endRound, signOpinion } from './rounds.ts';

const DAY_MS = 86_400_000;
let centre: TestCentre;
const transact = <T>(work: (tx: Tx) => Promise<T>) =>
  retried(() => centre.foundation.database.db.transaction().execute(work));
const rows = unwrap(parseExperts(readFileSync(new URL('../../samples/experts.csv', import.meta.url), 'utf8')));
const actor = 'officer:test';
let people = 0;
const waiting: string[] = [];

beforeAll(async () => {
  centre = await startTestCentre();
  await warmRegion(centre.foundation.keyring, REGION);
  const rooms = [{ room: 'A', specialty: 'ANY' as const, capacity: 200 }];
  await transact((tx) =>
    setSitePlan(tx, centre.clock, actor, { siteCode: SITE, rooms, maxGapDays: 30, noticeDays: 5 }),
  );
  const imported = await transact((tx) => importExperts(tx, centre.foundation, { regionCode: REGION, rows, actor }));
  expect(imported).toEqual({ added: 150, changed: 0, unchanged: 0 });
  for (let i = 0; i < 30; i += 1) waiting.push(await placed());
});
afterAll(() => centre.close());

/** One of those that were placed in the beginning, while there was time for the notice. */
function scheduled(): string {
  const next = waiting.pop();
  if (next === undefined) throw new Error('place more in the beginning');
  return next;
}

/** An assessment with its place on 26 November. */
async function placed(): Promise<string> {
  people += 1;
  const request = { siteCode: SITE, kinds: ['A1'], specialties: ['ORTHO'], queuedOn: '2026-10-27', actor } as const;
  const person = { name: '测试', number: numberOf(people) };
  const assessmentId = newId();
  unwrap(await transact((tx) => schedule(tx, centre.foundation, { ...request, assessmentId, person })));
  return assessmentId;
}
const facts = { employer: '样例工厂', treatingHospitals: ['样例市虚构骨科医院'], treatingLicenses: [] };
const drawRequest = (drawId: string, more: Partial<DrawRequest> = {}): DrawRequest => ({
  regionCode: REGION,
  drawId,
  panel: { kind: 'ordinary', seats: 3, needed: ['ORTHO'] },
  facts,
  rules: { sameHospital: true },
  actor,
  ...more,
});
const announce = (assessmentId: string) =>
  transact((tx) => announceDraw(tx, centre.foundation, { regionCode: REGION, assessmentId, actor }));
const draw = (request: DrawRequest) => transact((tx) => drawPanel(tx, centre.foundation, request));

test('the same file again changes nothing; no name and no licence lies in the database in the clear', async () => {
  const again = await transact((tx) => importExperts(tx, centre.foundation, { regionCode: REGION, rows, actor }));
  expect(again).toEqual({ added: 0, changed: 0, unchanged: 150 });
  const kept = await centre.foundation.database.db.selectFrom('expert').selectAll().execute();
  const bytes = Buffer.concat(kept.flatMap((row) => [row.name_cipher, row.license_cipher, row.license_index]));
  expect(bytes.includes('样例医生')).toBe(false);
  expect(bytes.includes('SAMPLE')).toBe(false);
});

test('five days before: too early to announce; three days before: announced once, drawn once', async () => {
  const assessmentId = scheduled();
  expect(await announce(assessmentId)).toMatchObject({ fault: { name: 'draw-too-early' } });
  await centre.clock.advance(2 * DAY_MS);
  const announced = unwrap(await announce(assessmentId));
  expect(unwrap(await announce(assessmentId))).toEqual(announced);
  const records = await Promise.all(
    Array.from({ length: 4 }, async () => unwrap(await draw(drawRequest(announced.drawId)))),
  );
  expect(new Set(records.map((record) => JSON.stringify(record.seats))).size).toBe(1);
  const [record] = records;
  expect(record?.input.commitment).toBe(announced.commitment);
  expect(await announce(assessmentId)).toMatchObject({ fault: { name: 'draw-made' } });
  const kept = unwrap(await transact((tx) => recordOf(tx, REGION, announced.drawId)));
  expect(unwrap(replayDraw(JSON.parse(JSON.stringify(kept))))).toEqual(kept);
  expect(JSON.stringify(kept)).not.toMatch(/样例|SAMPLE/);
  // Nobody of the hospital that treated the person.
  const { db } = centre.foundation.database;
  const taken = [...kept.seats, ...kept.reserves];
  const hospitals = await db.selectFrom('expert').select('hospital').where('id', 'in', taken).execute();
  expect(hospitals.map(({ hospital }) => hospital)).not.toContain('样例市虚构骨科医院');
});

test('an expert on leave and one with a declared kinship are kept out, with the counts', async () => {
  const { db } = centre.foundation.database;
  const assessmentId = scheduled();
  const { drawId } = unwrap(await announce(assessmentId));
  const all = await db.selectFrom('expert').selectAll().where('region_code', '=', REGION).orderBy('id').execute();
  const pool = all.filter((row) => row.specialties.includes('ORTHO'));
  const [first, second] = pool.filter((row) => row.status === 'active' && row.field === 'medical');
  if (first === undefined || second === undefined) throw new Error('sample pool too small');
  const leave = { regionCode: REGION, expertId: first.id, from: '2026-11-20', until: '2026-11-26', actor };
  await transact((tx) => addLeave(tx, centre.foundation, leave));
  const subject = { role: 'expert', id: second.id } as const;
  const declaration = {
    regionCode: REGION,
    assessmentId,
    subject,
    declaredBy: 'expert',
    reason: 'kinship',
    actor,
  } as const;
  await transact((tx) => declareRecusal(tx, centre.foundation, declaration));
  const panel = { kind: 'ordinary', seats: 5, needed: ['ORTHO'] } as const;
  const nobody = { facts: { ...facts, treatingHospitals: pool.map((row) => row.hospital) } };
  const refused = await draw(drawRequest(drawId, { panel, ...nobody }));
  expect(refused).toMatchObject({ fault: { name: 'too-few-experts', details: { counts: { pool: 150, recused: 0 } } } });
  const seats = drawRequest(drawId, { panel: { ...panel, seats: 3 } });
  const order = unwrap(await draw(seats)).order.map(({ expertId }) => expertId);
  expect(order).not.toContain(first.id);
  expect(order).not.toContain(second.id);
});

test('a whole panel: hidden until seated, one replaced, a round without majority, then the conclusion', async () => {
  const assessmentId = scheduled();
  const { drawId } = unwrap(await announce(assessmentId));
  const record = unwrap(await draw(drawRequest(drawId)));
  const [gone = ''] = record.seats;
  const place = { regionCode: REGION, drawId, actor };
  const view = (reader: 'applicant' | 'staff') =>
    transact((tx) => panelFor(tx, centre.foundation, { ...place, reader }));
  const hidden = unwrap(await view('applicant'));
  expect(hidden.namesHidden).toBe(true);
  expect(hidden.members.map(({ name, expertId }) => [name, expertId])).toEqual([
    [null, null],
    [null, null],
    [null, null],
  ]);
  expect(unwrap(await view('staff')).members.every(({ name }) => name?.startsWith('样例'))).toBe(true);

  const leave = { ...place, expertId: gone, cause: 'recusal', reason: '与被鉴定人系亲属' } as const;
  expect(await transact((tx) => replaceExpert(tx, centre.foundation, leave))).toMatchObject({
    fault: { name: 'recusal-unknown' },
  });
  const subject = { role: 'expert', id: gone } as const;
  const declaration = {
    regionCode: REGION,
    assessmentId,
    subject,
    declaredBy: 'party',
    reason: 'kinship',
    actor,
  } as const;
  const recusalId = await transact((tx) => declareRecusal(tx, centre.foundation, declaration));
  expect(await transact((tx) => seatPanel(tx, centre.foundation, place))).toMatchObject({
    fault: { name: 'must-recuse' },
  });
  const decision = { regionCode: REGION, recusalId, granted: true };
  const decide = (decidedBy: string) =>
    transact((tx) => decideRecusal(tx, centre.foundation, { ...decision, decidedBy }));
  expect(await decide(gone)).toMatchObject({ fault: { name: 'self-decided' } });
  expect(unwrap(await decide('o2'))).toBe('granted');
  expect(await transact((tx) => mayHandle(tx, REGION, assessmentId, gone))).toMatchObject({
    fault: { name: 'must-recuse' },
  });
  const reserve = unwrap(await transact((tx) => replaceExpert(tx, centre.foundation, leave)));
  expect(reserve).toBe(record.reserves[0]);

  const panel = unwrap(await transact((tx) => seatPanel(tx, centre.foundation, place)));
  expect(panel).toHaveLength(3);
  expect(panel).not.toContain(gone);
  const shown = unwrap(await view('applicant'));
  expect(shown.members.map(({ name }) => name?.startsWith('样例'))).toEqual([true, true, true]);

  const kinds = ['A1'] as const;
  const sign = (expertId: string, grade: number) => {
    const clause = { standard: 'GB/T 16180-2014', clause: `5.${grade}.2-1`, text: '条款' } as const;
    const opinion: SignedOpinion = {
      expertId,
      kinds: [{ kind: 'A1', conclusion: { form: 'grade', grade }, clauses: [clause] }],
    };
    return transact((tx) =>
      signOpinion(tx, centre.foundation, { ...place, kinds, opinion, signatureDigest: 'ab'.repeat(32) }),
    );
  };
  const end = () => transact((tx) => endRound(tx, centre.foundation, { ...place, kinds }));
  const [a = '', b = '', c = ''] = panel;
  expect(await sign(gone, 10)).toMatchObject({ fault: { name: 'not-on-panel' } });
  expect([unwrap(await sign(a, 8)), unwrap(await sign(b, 9)), unwrap(await sign(b, 9))]).toEqual([1, 1, 1]);
  expect(await sign(b, 10)).toMatchObject({ fault: { name: 'opinion-repeated' } });
  expect(await end()).toMatchObject({ fault: { name: 'opinions-missing', details: { missing: [c] } } });
  await sign(c, 10);
  expect(unwrap(await end())).toMatchObject({ outcome: 'no-majority', round: 1 });
  for (const [id, grade] of [
    [a, 10],
    [b, 9],
    [c, 10],
  ] as const)
    expect(unwrap(await sign(id, grade))).toBe(2);
  const ended = unwrap(await end());
  expect(ended).toMatchObject({
    outcome: 'majority',
    round: 2,
    conclusion: { kinds: [{ conclusion: { grade: 10 }, votes: 2 }] },
  });
  expect(unwrap(await end())).toEqual(ended);
  expect(await sign(a, 10)).toMatchObject({ fault: { name: 'round-ended' } });
});

test('a draw is made anew only when no reserve fits, never to get another panel', async () => {
  const assessmentId = scheduled();
  const { drawId } = unwrap(await announce(assessmentId));
  const record = unwrap(await draw(drawRequest(drawId)));
  const again = (cause: 'absence' | 'recusal') =>
    transact((tx) => announceDraw(tx, centre.foundation, { regionCode: REGION, assessmentId, cause, actor }));
  expect(await again('absence')).toMatchObject({ fault: { name: 'draw-made', details: { reserves: 2 } } });
  const leave = (expertId: string) => {
    const absent = { regionCode: REGION, drawId, expertId, cause: 'absence', reason: '急诊手术', actor } as const;
    return transact((tx) => replaceExpert(tx, centre.foundation, absent));
  };
  const [a = '', b = '', c = ''] = record.seats;
  unwrap(await leave(a));
  unwrap(await leave(b));
  expect(await leave(c)).toMatchObject({ fault: { name: 'no-fitting-reserve' } });
  expect(await again('recusal')).toMatchObject({ fault: { name: 'draw-made' } });
  const second = unwrap(await again('absence'));
  expect(second.round).toBe(2);
  expect(second.commitment).not.toBe(record.input.commitment);
  const redrawn = unwrap(await draw(drawRequest(second.drawId)));
  expect(redrawn.input).toMatchObject({ round: 2, cause: 'absence' });
  const order = redrawn.order.map(({ expertId }) => expertId);
  expect(order).not.toContain(a);
  expect(order).not.toContain(b);
  const { db } = centre.foundation.database;
  const old = await db.selectFrom('panel_seat').select('state').where('draw_id', '=', drawId).execute();
  expect(new Set(old.map(({ state }) => state))).toEqual(new Set(['replaced']));
});

test('twenty draws at once keep every daily quota', async () => {
  const { db } = centre.foundation.database;
  await db.updateTable('expert').set({ daily_quota: 2 }).execute();
  const draws: string[] = [];
  for (let i = 0; i < 20; i += 1) draws.push(unwrap(await announce(scheduled())).drawId);
  const request = {
    panel: { kind: 'ordinary', seats: 3, needed: ['ORTHO', 'HAND'] },
    facts: { ...facts, treatingHospitals: [] },
  } as const;
  const results = await Promise.all(draws.map((id) => draw(drawRequest(id, request))));
  const refused = results.flatMap((result) => (result.ok ? [] : [result.fault.name]));
  expect(new Set(refused).size).toBeLessThanOrEqual(1);
  const seats = await db
    .selectFrom('panel_seat')
    .select(({ fn }) => ['expert_id', fn.countAll<number>().as('panels')])
    .where('state', 'in', ['drawn', 'seated'])
    .where('draw_id', 'in', draws)
    .groupBy('expert_id')
    .execute();
  expect(seats.length).toBeGreaterThan(3);
  for (const { panels } of seats) expect(panels).toBeLessThanOrEqual(2);
});

test('a commissioned assessment draws from the other region, and the record says so', async () => {
  const poolRegion = '370784';
  await transact((tx) =>
    importExperts(tx, centre.foundation, { regionCode: poolRegion, rows: rows.slice(0, 60), actor }),
  );
  const assessmentId = scheduled();
  const announced = await transact((tx) =>
    announceDraw(tx, centre.foundation, { regionCode: REGION, assessmentId, poolRegion, actor }),
  );
  const { drawId } = unwrap(announced);
  const record = unwrap(await draw(drawRequest(drawId)));
  expect(record.input).toMatchObject({ homeRegion: REGION, poolRegion, pool: { length: 60 } });
  const view = await transact((tx) =>
    panelFor(tx, centre.foundation, { regionCode: REGION, drawId, actor, reader: 'staff' }),
  );
  expect(unwrap(view).members[0]?.name).toMatch(/^样例/);
});
