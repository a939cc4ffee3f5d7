/** Opening sessions: the day at the site, and a row per room that counts places. */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { dayInChina } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import { addDays, type Day } from '../../rules/calendar/day.ts';
import type { AssessmentFault } from '../kinds/fault.ts';
import { daysToOpen } from './session-days.ts';
import { type SitePlan, sitePlanOf } from './site-plan.ts';

export interface PlanningServices {
  readonly clock: Clock;
}

/**
 * The site's session of `day`, made when there is none, with the rooms of the plan. Its row is locked until the end of
 * the transaction.
 */
export async function openSession(tx: Tx, plan: SitePlan, day: Day): Promise<string> {
  const regionCode = plan.siteCode.slice(0, 6);
  await tx
    .insertInto('assessment_session')
    .values({ region_code: regionCode, id: newId(), site_code: plan.siteCode, day, title: '劳动能力鉴定' })
    .onConflict((conflict) => conflict.columns(['region_code', 'site_code', 'day']).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('assessment_session')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('site_code', '=', plan.siteCode)
    .where('day', '=', day)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const taken = await examineesByRoom(tx, regionCode, id);
  const rows = plan.rooms.map((room) => ({
    region_code: regionCode,
    session_id: id,
    ...room,
    booked: Math.min(room.capacity, taken.get(room.room) ?? 0),
  }));
  await tx
    .insertInto('session_plan')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['region_code', 'session_id', 'room']).doNothing())
    .execute();
  return id;
}

/** Whom an imported roster put there before the session was planned: they take places too. */
async function examineesByRoom(tx: Tx, regionCode: string, sessionId: string): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('examinee')
    .select(({ fn }) => ['room', fn.countAll<number>().as('people')])
    .where('region_code', '=', regionCode)
    .where('session_id', '=', sessionId)
    .groupBy('room')
    .execute();
  return new Map(rows.map(({ room, people }) => [room, people]));
}

/** The days with a session of `siteCode`, from 90 days before `today` on. */
export async function sessionDaysOf(tx: Tx, siteCode: string, today: Day): Promise<Day[]> {
  const rows = await tx
    .selectFrom('assessment_session')
    .select('day')
    .where('region_code', '=', siteCode.slice(0, 6))
    .where('site_code', '=', siteCode)
    .where('day', '>=', addDays(today, -90))
    .orderBy('day')
    .execute();
  return rows.map((row) => row.day);
}

export interface PlanRequest {
  readonly siteCode: string;
  /** Keep the chain up to this day. */
  readonly until: Day;
  readonly actor: string;
}

/** Opens what is missing so that sessions of the site are never further apart than its plan says: the days opened. */
export async function planSessions(
  tx: Tx,
  { clock }: PlanningServices,
  { siteCode, until, actor }: PlanRequest,
): Promise<Result<readonly Day[], AssessmentFault>> {
  const plan = await sitePlanOf(tx, siteCode);
  if (!plan.ok) return plan;
  const { maxGapDays, noticeDays } = plan.value;
  const today = dayInChina(clock.now());
  const existing = await sessionDaysOf(tx, siteCode, today);
  const days = daysToOpen({ existing, today, until, maxGapDays, noticeDays });
  for (const day of days) await openSession(tx, plan.value, day);
  if (days.length > 0) await auditOpened(tx, clock, { siteCode, actor, days });
  return ok(days);
}

export async function auditOpened(
  tx: Tx,
  clock: Clock,
  { siteCode, actor, days }: { siteCode: string; actor: string; days: readonly Day[] },
): Promise<void> {
  await appendAudit(tx, {
    regionCode: siteCode.slice(0, 6),
    actor,
    action: 'sessions.opened',
    subject: siteCode,
    details: { days: days.join(',') },
    at: clock.now(),
  });
}
