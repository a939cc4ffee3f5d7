/**
 * Fires what is due: a limit at 80 % alarms whoever has the case, one that is over raises its event in the machine or
 * alarms the chief as well. Each timer in a transaction of its own, under the lock of its case: two workers at once, or
 * one killed at any moment, fire it once. One that cannot be fired alarms the chief and is tried again an hour later: it
 * holds up no other.
 */
import { newId } from '@anban/foundation/ids';
import { ok } from '@anban/foundation/result';
import type { Tx } from '../../db/database.ts';
import { isUnavailable } from '../../db/failures.ts';
import { isTimerId, timerOf } from '../../rules/deadlines/timers.ts';
import { applyStepIn, inTransaction } from '../apply.ts';
import { PartKindSchema, type Role } from '../model.ts';
import type { CaseServices } from '../services.ts';

export interface Fired {
  readonly alarmed: number;
  readonly expired: number;
}

interface DueTimer {
  readonly id: string;
  readonly case_id: string;
  readonly part_id: string;
}

export async function fireDueTimers(services: CaseServices, regionCode: string, limit = 200): Promise<Fired> {
  const now = new Date(services.clock.now());
  const db = services.database.db;
  const running = () =>
    db
      .selectFrom('case_timer')
      .select(['id', 'case_id', 'part_id'])
      .where('region_code', '=', regionCode)
      .where('state', '=', 'running')
      .limit(limit);
  const over = await running().where('due_at', '<=', now).orderBy('due_at').execute();
  for (const timer of over) await orLater(services, regionCode, timer, now, expire);
  const early = await running().where('alarm_at', '<=', now).where('alarmed_at', 'is', null).execute();
  for (const timer of early) await orLater(services, regionCode, timer, now, alarmEarly);
  return { alarmed: early.length, expired: over.length };
}

type Firing = (services: CaseServices, regionCode: string, timer: DueTimer, now: Date) => Promise<void>;

async function orLater(services: CaseServices, regionCode: string, timer: DueTimer, now: Date, fire: Firing) {
  try {
    await fire(services, regionCode, timer, now);
  } catch (cause) {
    // The database is away: nothing can be fired, nor noted.
    if (isUnavailable(cause)) throw cause;
    await postpone(services, regionCode, timer, now);
  }
}

const AGAIN_AFTER_MS = 3_600_000;

/** The days of the limit stay as they are; only the next attempt moves. The chief hears of it once. */
async function postpone({ database }: CaseServices, regionCode: string, { id, case_id, part_id }: DueTimer, at: Date) {
  const again = new Date(at.getTime() + AGAIN_AFTER_MS);
  await database.db.transaction().execute(async (tx) => {
    const { timer } = await tx
      .updateTable('case_timer')
      .set(({ fn, val }) => ({
        due_at: fn<Date | null>('greatest', ['due_at', val(again)]),
        alarm_at: fn<Date | null>('greatest', ['alarm_at', val(again)]),
      }))
      .where('region_code', '=', regionCode)
      .where('id', '=', id)
      .returning('timer')
      .executeTakeFirstOrThrow();
    const known = await tx
      .selectFrom('case_alarm')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('part_id', '=', part_id)
      .where('kind', '=', 'expiry-failed')
      .where('subject', '=', timer)
      .executeTakeFirst();
    if (known === undefined)
      await alarm(tx, regionCode, { case_id, part_id, kind: 'expiry-failed', subject: timer, at }, 'chief');
  });
}

async function expire(services: CaseServices, regionCode: string, { id, case_id, part_id }: DueTimer, now: Date) {
  const refused = await inTransaction(services, async (tx) => {
    const timer = await take(tx, regionCode, { id, case_id, part_id });
    if (timer === null) return ok(null);
    await tx
      .updateTable('case_timer')
      .set({ state: 'expired' })
      .where('region_code', '=', regionCode)
      .where('id', '=', id)
      .execute();
    const event = timer.event(services);
    if (event === undefined) {
      // Over by itself, and nobody had to do anything: the time to sue, say.
      if (timer.kind === 'effect') return ok(null);
      await alarm(tx, regionCode, { case_id, part_id, kind: 'overdue', subject: timer.name, at: now }, timer.queue);
      return ok(null);
    }
    const actor = { role: 'system', id: `timer:${timer.name}` } as const;
    const command = { id: newId(), regionCode, caseId: case_id, partId: part_id, expectedVersion: null, event, actor };
    const step = await applyStepIn(tx, services, { ...command, data: { on: timer.dueOn } });
    return step.ok ? ok(null) : step;
  });
  if (!refused.ok) await giveUp(services, regionCode, { id, case_id, part_id }, now);
}

/** The machine did not take the event: somebody has to look, and the timer does not come again. */
async function giveUp({ database }: CaseServices, regionCode: string, { id, case_id, part_id }: DueTimer, at: Date) {
  await database.db.transaction().execute(async (tx) => {
    const { timer } = await tx
      .updateTable('case_timer')
      .set({ state: 'expired' })
      .where('region_code', '=', regionCode)
      .where('id', '=', id)
      .returning('timer')
      .executeTakeFirstOrThrow();
    await alarm(tx, regionCode, { case_id, part_id, kind: 'expiry-refused', subject: timer, at }, 'chief');
  });
}

async function alarmEarly(services: CaseServices, regionCode: string, due: DueTimer, now: Date): Promise<void> {
  await services.database.db.transaction().execute(async (tx) => {
    const timer = await take(tx, regionCode, due);
    if (timer === null || timer.alarmed) return;
    await tx
      .updateTable('case_timer')
      .set({ alarmed_at: now })
      .where('region_code', '=', regionCode)
      .where('id', '=', due.id)
      .execute();
    const { case_id, part_id } = due;
    await alarm(tx, regionCode, { case_id, part_id, kind: 'prealarm', subject: timer.name, at: now }, timer.queue);
  });
}

/** Locks the case and reads the timer again: null when somebody else fired or stopped it. */
async function take(tx: Tx, regionCode: string, { id, case_id, part_id }: DueTimer) {
  await tx
    .selectFrom('work_case')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', '=', case_id)
    .forUpdate()
    .execute();
  const row = await tx
    .selectFrom('case_timer as t')
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 't.region_code').onRef('p.id', '=', 't.part_id'),
    )
    .select(['t.timer', 't.state', 't.due_on', 't.alarmed_at', 'p.kind', 'p.queue'])
    .where('t.region_code', '=', regionCode)
    .where('t.id', '=', id)
    .where('p.id', '=', part_id)
    .executeTakeFirst();
  if (row === undefined || row.state !== 'running') return null;
  const { timer: name, kind, queue, due_on: dueOn } = row;
  const event = ({ machines }: CaseServices) =>
    isTimerId(name) ? machines[PartKindSchema.parse(kind)].expiry[name] : undefined;
  const limit = isTimerId(name) ? timerOf(name).kind : null;
  return { name, queue, dueOn, kind: limit, alarmed: row.alarmed_at !== null, event };
}

interface Alarm {
  readonly case_id: string;
  readonly part_id: string;
  readonly kind: 'prealarm' | 'overdue' | 'expiry-refused' | 'expiry-failed';
  readonly subject: string;
  readonly at: Date;
}

/** To whoever has the case, and once it is too late to the chief as well. */
async function alarm(tx: Tx, regionCode: string, alarm: Alarm, queue: string | null): Promise<void> {
  const roles = new Set<Role | string>([queue === null || queue === 'system' ? 'officer' : queue]);
  if (alarm.kind !== 'prealarm') roles.add('chief');
  const rows = [...roles].map((role) => ({ region_code: regionCode, id: newId(), role, ...alarm }));
  await tx.insertInto('case_alarm').values(rows).execute();
}
