/** Giving a place back: a new time agreed on (令55 art 12(2)), or the assessment ended before it. */
import { fail, ok, type Result, unwrap } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import type { Day } from '../../rules/calendar/day.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import type { ImportServices } from '../roster-import.ts';
import { givePlaceBack } from './places.ts';
import { checkRequest, type Scheduled, type ScheduleRequest, schedule } from './schedule.ts';
import { activeSlot, type Slot } from './slots.ts';

export interface ReleaseRequest {
  readonly regionCode: string;
  readonly assessmentId: string;
  /** `broken-off`: the examination had begun, so the place is used up and the person stays on the roster of that day. */
  readonly why: 'rescheduled' | 'cancelled' | 'broken-off';
  readonly actor: string;
}

/** The place that was given back. Refused once the person has checked in, unless the examination was broken off. The examinee leaves the roster. */
export async function release(
  tx: Tx,
  { clock }: Pick<ImportServices, 'clock'>,
  { regionCode, assessmentId, why, actor }: ReleaseRequest,
): Promise<Result<Slot, AssessmentFault>> {
  const queued = await tx
    .selectFrom('assessment_queue')
    .select('slot_id')
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .forUpdate()
    .executeTakeFirst();
  if (queued === undefined) return fail(fault('not-queued', { assessmentId }));
  const slot = await activeSlot(tx, regionCode, assessmentId);
  if (slot === null) return fail(fault('not-scheduled', { assessmentId }));
  if (why !== 'broken-off') {
    if (!(await leaveRoster(tx, regionCode, slot))) return fail(fault('already-checked-in', { assessmentId }));
    await givePlaceBack(tx, regionCode, slot.sessionId, slot.room);
  }
  const now = clock.now();
  await tx
    .updateTable('assessment_slot')
    .set({ released_at: new Date(now), release: why })
    .where('region_code', '=', regionCode)
    .where('id', '=', slot.slotId)
    .execute();
  await tx
    .updateTable('assessment_queue')
    .set({ slot_id: null })
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .execute();
  const details = { why, sessionId: slot.sessionId, day: slot.day };
  await appendAudit(tx, { regionCode, actor, action: 'assessment.released', subject: assessmentId, details, at: now });
  return ok(slot);
}

async function leaveRoster(tx: Tx, regionCode: string, { examineeId }: Slot): Promise<boolean> {
  const left = await tx
    .deleteFrom('examinee')
    .where('region_code', '=', regionCode)
    .where('id', '=', examineeId)
    .where('check_in_id', 'is', null)
    .executeTakeFirst();
  return left.numDeletedRows > 0n;
}

export interface Rescheduled extends Scheduled {
  /** The place before. */
  readonly before: Slot;
  readonly previousDay: Day;
}

/** The old place back, a new one from `request.queuedOn` (the day of the agreement) on; never the old session again. */
export async function reschedule(
  tx: Tx,
  services: ImportServices,
  request: ScheduleRequest,
): Promise<Result<Rescheduled, AssessmentFault>> {
  const { siteCode, assessmentId, actor } = request;
  // Before the old place is given up: nothing half done.
  const checked = await checkRequest(tx, request);
  if (!checked.ok) return checked;
  const before = await release(tx, services, {
    regionCode: siteCode.slice(0, 6),
    assessmentId,
    why: 'rescheduled',
    actor,
  });
  if (!before.ok) return before;
  const after = unwrap(await schedule(tx, services, { ...request, avoidSession: before.value.sessionId }));
  return ok({ ...after, before: before.value, previousDay: before.value.day });
}
