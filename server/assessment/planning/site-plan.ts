/** What a session at a site looks like: rooms with specialty and capacity, the promised gap, the notice. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import { SPECIALTY_CODES } from '../experts/specialties.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';

/** A room for every specialty. */
export const ANY = 'ANY';

export const PlannedRoom = z.strictObject({
  /** As on the roster: 1–4 letters or digits. */
  room: z.string().regex(/^[A-Z0-9]{1,4}$/),
  specialty: z.enum([ANY, ...SPECIALTY_CODES]),
  /** Examinees in one session. */
  capacity: z.int().min(1).max(500),
});
export type PlannedRoom = z.infer<typeof PlannedRoom>;

const Rooms = z
  .array(PlannedRoom)
  .min(1)
  .refine((rooms) => new Set(rooms.map(({ room }) => room)).size === rooms.length, 'each room once');

export const SitePlan = z.strictObject({
  siteCode: z.string().regex(/^\d{6}-\d{2}$/),
  rooms: Rooms,
  /** Longest distance between two sessions, and longest wait, in days. */
  maxGapDays: z.int().min(7).max(90).default(30),
  /** The notice of the examination goes out at least so many days before (令55 art 12; 5 is our choice). */
  noticeDays: z.int().min(0).max(15).default(5),
});
export type SitePlan = z.infer<typeof SitePlan>;

/** Sets or replaces the site's plan. Sessions that are open already keep their rooms. */
export async function setSitePlan(tx: Tx, clock: Clock, actor: string, plan: SitePlan): Promise<void> {
  const regionCode = plan.siteCode.slice(0, 6);
  const values = {
    rooms: JSON.stringify(plan.rooms),
    max_gap_days: plan.maxGapDays,
    notice_days: plan.noticeDays,
  };
  await tx
    .insertInto('site_plan')
    .values({ region_code: regionCode, site_code: plan.siteCode, ...values })
    .onConflict((conflict) => conflict.columns(['region_code', 'site_code']).doUpdateSet(values))
    .execute();
  await appendAudit(tx, {
    regionCode,
    actor,
    action: 'site-plan.set',
    subject: plan.siteCode,
    details: { rooms: plan.rooms.length, maxGapDays: plan.maxGapDays, noticeDays: plan.noticeDays },
    at: clock.now(),
  });
}

/** The site's plan, or `site-unplanned`. */
export async function sitePlanOf(tx: Tx, siteCode: string): Promise<Result<SitePlan, AssessmentFault>> {
  const row = await tx
    .selectFrom('site_plan')
    .selectAll()
    .where('region_code', '=', siteCode.slice(0, 6))
    .where('site_code', '=', siteCode)
    .executeTakeFirst();
  if (row === undefined) return fail(fault('site-unplanned', { siteCode }));
  return ok({
    siteCode,
    rooms: Rooms.parse(row.rooms),
    maxGapDays: row.max_gap_days,
    noticeDays: row.notice_days,
  });
}
