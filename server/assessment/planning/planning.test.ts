import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { idTokenOf, RosterBundle } from '../../contract/roster.ts';
import type { Tx } from '../../db/database.ts';
import { retried } from '../../db/retry.ts';
import { warmRegion } from '../../encryption/warm-keys.ts';
import { addDays, daysBetween } from '../../rules/calendar/day.ts';
import { numberOf, OTHER_SITE, REGION, SITE, startTestCentre, type TestCentre, TODAY } from '../../testing/centre.ts';
import { release, reschedule } from './release.ts';
import { type ScheduleRequest, schedule } from './schedule.ts';
import { planSessions } from './sessions.ts';
import { type PlannedRoom, setSitePlan } from './site-plan.ts';
import { activeSlot, assessmentOfExaminee } from './slots.ts';
import { longWaits } from './waiting.ts';

let centre: TestCentre;
beforeAll(async () => {
  centre = await startTestCentre();
  await warmRegion(centre.foundation.keyring, REGION);
});
afterAll(() => centre.close());
beforeEach(async () => {
  const { db } = centre.foundation.database;
  await db.updateTable('examinee').set({ check_in_id: null }).execute();
  const tables = [
    'check_in',
    'queue_counter',
    'assessment_slot',
    'assessment_queue',
    'examinee',
    'session_plan',
  ] as const;
  for (const table of [...tables, 'assessment_session', 'site_plan'] as const) await db.deleteFrom(table).execute();
});

const transact = <T>(work: (tx: Tx) => Promise<T>) =>
  retried(() => centre.foundation.database.db.transaction().execute(work));
const plan = (rooms: PlannedRoom[]) =>
  transact((tx) => setSitePlan(tx, centre.clock, 'test', { siteCode: SITE, rooms, maxGapDays: 30, noticeDays: 5 }));
const request = (n: number, more: Partial<ScheduleRequest> = {}): ScheduleRequest => ({
  siteCode: SITE,
  assessmentId: newId(),
  kinds: ['A1'],
  specialties: ['ORTHO'],
  queuedOn: TODAY,
  person: { name: `测试${n}`, number: numberOf(n) },
  actor: 'officer:test',
  ...more,
});
const place = (wanted: ScheduleRequest) => transact((tx) => schedule(tx, centre.foundation, wanted));
const booked = () => centre.foundation.database.db.selectFrom('session_plan').selectAll().execute();

describe('a place', () => {
  test('in the first session at least 5 days ahead and at most 30 after the queueing', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 5 }]);
    const until = addDays(TODAY, 60);
    const days = unwrap(
      await transact((tx) => planSessions(tx, centre.foundation, { siteCode: SITE, until, actor: 'test' })),
    );
    expect(days[0]).toBe('2026-11-26');
    const slot = unwrap(await place(request(1)));
    expect(slot).toMatchObject({ day: '2026-11-26', room: 'A', added: true, overdue: false });
    expect(await transact((tx) => assessmentOfExaminee(tx, REGION, slot.examineeId))).toBe(slot.assessmentId);
  });

  test('the check-in terminal finds the person by the number on the card', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 5 }]);
    const slot = unwrap(await place(request(7)));
    const terminal = await centre.terminal();
    const bundle = RosterBundle.parse((await terminal.get('/v1/roster')).body);
    const token = idTokenOf(Buffer.from(bundle.tokenKey, 'base64url'), numberOf(7));
    expect(bundle.entries.find((entry) => entry.idToken === token)).toMatchObject({
      examineeId: slot.examineeId,
      room: 'A',
    });
  });

  test('three kinds of one application have one place; the same request again finds it', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 5 }]);
    const wanted = request(1, { kinds: ['A1', 'A2', 'B1'] });
    const first = unwrap(await place(wanted));
    expect(unwrap(await place(wanted))).toEqual({ ...first, added: false });
    expect((await booked()).map((room) => room.booked)).toEqual([1]);
  });

  test('no session within the window: one is opened on a working day inside it', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    const days = [unwrap(await place(request(1))).day, unwrap(await place(request(2))).day];
    expect(new Set(days).size).toBe(2);
    for (const day of days) expect(daysBetween(TODAY, day)).toBeLessThanOrEqual(30);
  });

  test('the wait is over already: the first day that the notice allows, marked overdue, and on the list of long waits', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    const slot = unwrap(await place(request(1, { queuedOn: addDays(TODAY, -40) })));
    expect(slot).toMatchObject({ day: '2026-11-26', overdue: true });
    const waits = await transact((tx) => longWaits(tx, REGION, TODAY, 30));
    expect(waits).toMatchObject([{ assessmentId: slot.assessmentId, day: '2026-11-26' }]);
  });

  test('a person whose condition explains the wait is not on that list', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    unwrap(await place(request(1, { queuedOn: addDays(TODAY, -40), conditionFlag: 'unstable' })));
    expect(await transact((tx) => longWaits(tx, REGION, TODAY, 30))).toEqual([]);
  });

  test('a room of the specialty before one for all', async () => {
    await plan([
      { room: 'A', specialty: 'ANY', capacity: 5 },
      { room: 'B', specialty: 'OPHTH', capacity: 1 },
    ]);
    expect(unwrap(await place(request(1, { specialties: ['OPHTH'] }))).room).toBe('B');
    expect(unwrap(await place(request(2, { specialties: ['OPHTH'] }))).room).toBe('A');
    expect(unwrap(await place(request(3))).room).toBe('A');
  });

  test('the same person with another application: not twice in one session', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 5 }]);
    const first = unwrap(await place(request(1)));
    const second = unwrap(await place(request(1, { kinds: ['B3'] })));
    expect(second.sessionId).not.toBe(first.sessionId);
  });

  test.each([
    ['site-unplanned', { siteCode: OTHER_SITE }],
    ['kinds-incompatible', { kinds: ['A1', 'A3'] }],
    ['room-unsuitable', { specialties: ['PSYCH'] }],
  ] as const)('%s is said, and nobody is put on a roster', async (name, more) => {
    await plan([{ room: 'A', specialty: 'ORTHO', capacity: 5 }]);
    expect(await place(request(1, more))).toMatchObject({ ok: false, fault: { name } });
    expect(await booked()).toEqual([]);
  });

  test('a roster that was imported before takes places too', async () => {
    await centre.examinees(2, { day: '2026-12-01' });
    await plan([{ room: 'A', specialty: 'ANY', capacity: 2 }]);
    const until = '2026-12-01';
    const slot = unwrap(await place(request(50, { queuedOn: addDays(until, -30), notBefore: until })));
    expect(slot.day).not.toBe(until);
  });
});

describe('many at once', () => {
  test('20 schedulers for 8 places of one session: never overbooked, everybody has one place', async () => {
    await plan([
      { room: 'A', specialty: 'ANY', capacity: 4 },
      { room: 'B', specialty: 'ANY', capacity: 4 },
    ]);
    const slots = await Promise.all(Array.from({ length: 20 }, async (_, i) => unwrap(await place(request(i + 1)))));
    expect(new Set(slots.map((slot) => slot.examineeId)).size).toBe(20);
    const rooms = await booked();
    for (const room of rooms) expect(room.booked).toBeLessThanOrEqual(room.capacity);
    expect(rooms.reduce((sum, room) => sum + room.booked, 0)).toBe(20);
    const people = await centre.foundation.database.db.selectFrom('examinee').select('id').execute();
    expect(people).toHaveLength(20);
  });

  test('20 schedulers for the same assessment: one place', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 40 }]);
    const wanted = request(1);
    const slots = await Promise.all(Array.from({ length: 20 }, async () => unwrap(await place(wanted))));
    expect(slots.filter((slot) => slot.added)).toHaveLength(1);
    expect(new Set(slots.map((slot) => slot.slotId)).size).toBe(1);
    expect((await booked()).map((room) => room.booked)).toEqual([1]);
  });
});

describe('a place given back', () => {
  const target = (assessmentId: string) =>
    ({ regionCode: REGION, assessmentId, why: 'cancelled', actor: 'test' }) as const;

  test('rescheduled: another session, the old place free again, the old roster without the person', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    const wanted = request(1);
    const first = unwrap(await place(wanted));
    const again = unwrap(await transact((tx) => reschedule(tx, centre.foundation, wanted)));
    expect(again.before.slotId).toBe(first.slotId);
    expect(again.sessionId).not.toBe(first.sessionId);
    const rooms = await booked();
    expect(rooms.map((room) => [room.session_id === again.sessionId, room.booked]).sort()).toEqual([
      [false, 0],
      [true, 1],
    ]);
    const people = await centre.foundation.database.db.selectFrom('examinee').select('session_id').execute();
    expect(people).toEqual([{ session_id: again.sessionId }]);
  });

  test('a rescheduling that cannot be: the old place stays', async () => {
    await plan([{ room: 'A', specialty: 'ORTHO', capacity: 1 }]);
    const wanted = request(1);
    const first = unwrap(await place(wanted));
    const refused = await transact((tx) => reschedule(tx, centre.foundation, { ...wanted, specialties: ['ENT'] }));
    expect(refused).toMatchObject({ ok: false, fault: { name: 'room-unsuitable' } });
    expect((await transact((tx) => activeSlot(tx, REGION, wanted.assessmentId)))?.slotId).toBe(first.slotId);
  });

  test('cancelled twice: said', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    const { assessmentId } = unwrap(await place(request(1)));
    unwrap(await transact((tx) => release(tx, centre.foundation, target(assessmentId))));
    expect(await transact((tx) => release(tx, centre.foundation, target(assessmentId)))).toMatchObject({
      fault: { name: 'not-scheduled' },
    });
    expect(await transact((tx) => release(tx, centre.foundation, target(newId())))).toMatchObject({
      fault: { name: 'not-queued' },
    });
  });

  test('who has checked in keeps the place', async () => {
    await plan([{ room: 'A', specialty: 'ANY', capacity: 1 }]);
    const slot = unwrap(await place(request(1)));
    const { db } = centre.foundation.database;
    await db.updateTable('examinee').set({ check_in_id: newId() }).where('id', '=', slot.examineeId).execute();
    expect(await transact((tx) => release(tx, centre.foundation, target(slot.assessmentId)))).toMatchObject({
      fault: { name: 'already-checked-in' },
    });
  });
});
