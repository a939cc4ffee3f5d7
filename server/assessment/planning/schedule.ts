/**
 * Gives an accepted assessment its place: the first session with room that leaves time for the notice and is not later
 * than the promised wait. Where none has room, a session is opened (潍坊: every 30 days at the latest). All kinds of one
 * application share the place. Run the caller's transaction under db/retry.ts: two reschedulings may deadlock.
 */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { dayInChina } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import { addDays, type Day } from '../../rules/calendar/day.ts';
import { validateKinds } from '../kinds/catalogue.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import type { ImportServices } from '../roster-import.ts';
import { enrolExaminee } from './enrol-examinee.ts';
import { busySessions } from './person.ts';
import { type Place, type PlaceRequest, takePlace } from './places.ts';
import { earliestWorkday, latestWorkday } from './session-days.ts';
import { auditOpened, openSession } from './sessions.ts';
import { ANY, type SitePlan, sitePlanOf } from './site-plan.ts';
import { activeSlot, type Slot } from './slots.ts';

export interface ScheduleRequest {
  readonly siteCode: string;
  /** The case part. */
  readonly assessmentId: string;
  readonly kinds: readonly string[];
  /** Specialties of the injury: which rooms fit. */
  readonly specialties: readonly string[];
  /** The day of acceptance, or on which a new time was agreed: the wait counts from here. */
  readonly queuedOn: Day;
  /** Not before this day, e.g. when the person asked for a later time. */
  readonly notBefore?: Day;
  /** Why this person may wait longer (e.g. `unstable`): the end of the window falls away. */
  readonly conditionFlag?: string;
  /** A session that does not come into question: the one just given back. */
  readonly avoidSession?: string;
  readonly person: { readonly name: string; readonly number: string };
  readonly actor: string;
}

export interface Scheduled extends Slot {
  /** True when this call gave the place, false when it was there. */
  readonly added: boolean;
  /** The promised wait could not be kept: the place is later. */
  readonly overdue: boolean;
}

/** The place of the assessment. The same request again finds the same place. */
export async function schedule(
  tx: Tx,
  services: ImportServices,
  request: ScheduleRequest,
): Promise<Result<Scheduled, AssessmentFault>> {
  const checked = await checkRequest(tx, request);
  if (!checked.ok) return checked;
  const { plan, kinds } = checked.value;
  const slotId = await queue(tx, request, kinds);
  if (slotId !== null) {
    const slot = await activeSlot(tx, request.siteCode.slice(0, 6), request.assessmentId);
    if (slot !== null) return ok({ ...slot, added: false, overdue: isOverdue(plan, request, slot.day) });
  }
  const place = await findPlace(tx, services, plan, request);
  if (!place.ok) return place;
  return ok({
    ...(await occupy(tx, services, request, place.value)),
    added: true,
    overdue: isOverdue(plan, request, place.value.day),
  });
}

/** What is wrong with the request itself, before anything is written. */
export async function checkRequest(
  tx: Tx,
  request: ScheduleRequest,
): Promise<Result<{ plan: SitePlan; kinds: readonly string[] }, AssessmentFault>> {
  const kinds = validateKinds(request.kinds);
  if (!kinds.ok) return kinds;
  const plan = await sitePlanOf(tx, request.siteCode);
  if (!plan.ok) return plan;
  const fits = plan.value.rooms.some(({ specialty }) => specialty === ANY || request.specialties.includes(specialty));
  if (!fits) return fail(fault('room-unsuitable', { siteCode: request.siteCode, specialties: request.specialties }));
  return ok({ plan: plan.value, kinds: kinds.value });
}

const isOverdue = (plan: SitePlan, request: ScheduleRequest, day: Day): boolean =>
  request.conditionFlag === undefined && day > addDays(request.queuedOn, plan.maxGapDays);

/** The queue's row, made or brought up to date, locked: the slot that it has, or null. */
async function queue(tx: Tx, request: ScheduleRequest, kinds: readonly string[]): Promise<string | null> {
  const regionCode = request.siteCode.slice(0, 6);
  const values = {
    site_code: request.siteCode,
    queued_on: request.queuedOn,
    kinds: [...kinds],
    specialties: [...request.specialties],
    condition_flag: request.conditionFlag ?? null,
  };
  const row = await tx
    .insertInto('assessment_queue')
    .values({ region_code: regionCode, assessment_id: request.assessmentId, ...values })
    .onConflict((conflict) => conflict.columns(['region_code', 'assessment_id']).doUpdateSet(values))
    .returning('slot_id')
    .executeTakeFirstOrThrow();
  return row.slot_id;
}

async function findPlace(
  tx: Tx,
  services: ImportServices,
  plan: SitePlan,
  request: ScheduleRequest,
): Promise<Result<Place, AssessmentFault>> {
  const today = dayInChina(services.clock.now());
  const soonest = addDays(today, plan.noticeDays);
  const from = request.notBefore !== undefined && request.notBefore > soonest ? request.notBefore : soonest;
  const latest = addDays(request.queuedOn, plan.maxGapDays);
  const busy = await busySessions(tx, services, request);
  const wanted: PlaceRequest = {
    siteCode: request.siteCode,
    specialties: request.specialties,
    avoid: request.avoidSession === undefined ? busy : [...busy, request.avoidSession],
  };
  const place = await takePlace(tx, wanted, { from, until: request.conditionFlag === undefined ? latest : null });
  if (place !== null) return ok(place);
  return openAndTake(tx, services, plan, request, wanted, { from, latest });
}

/** Opens sessions from the end of the window backwards until one has room; past the window when it must be. */
async function openAndTake(
  tx: Tx,
  { clock }: ImportServices,
  plan: SitePlan,
  request: ScheduleRequest,
  wanted: PlaceRequest,
  { from, latest }: { from: Day; latest: Day },
): Promise<Result<Place, AssessmentFault>> {
  const tries: Day[] = [];
  for (
    let day = latestWorkday(from, latest);
    day !== null && tries.length < 60;
    day = latestWorkday(from, addDays(day, -1))
  )
    tries.push(day);
  for (let day = earliestWorkday(from > latest ? from : addDays(latest, 1)), n = 0; n < 60; n += 1) {
    tries.push(day);
    day = earliestWorkday(addDays(day, 1));
  }
  for (const day of tries) {
    await openSession(tx, plan, day);
    const place = await takePlace(tx, wanted, { from: day, until: day });
    if (place === null) continue;
    await auditOpened(tx, clock, { siteCode: request.siteCode, actor: request.actor, days: [day] });
    return ok(place);
  }
  return fail(fault('no-workday', { from, latest }));
}

async function occupy(tx: Tx, services: ImportServices, request: ScheduleRequest, place: Place): Promise<Slot> {
  const regionCode = request.siteCode.slice(0, 6);
  const { name, number } = request.person;
  const { examineeId, sessionId } = await enrolExaminee(tx, services, {
    siteCode: request.siteCode,
    day: place.day,
    room: place.room,
    name,
    number,
  });
  const id = newId();
  const now = services.clock.now();
  await tx
    .insertInto('assessment_slot')
    .values({
      region_code: regionCode,
      id,
      assessment_id: request.assessmentId,
      session_id: sessionId,
      room: place.room,
      examinee_id: examineeId,
      at: new Date(now),
    })
    .execute();
  await tx
    .updateTable('assessment_queue')
    .set({ slot_id: id })
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', request.assessmentId)
    .execute();
  await appendAudit(tx, {
    regionCode,
    actor: request.actor,
    action: 'assessment.scheduled',
    subject: request.assessmentId,
    details: { sessionId, day: place.day, room: place.room },
    at: now,
  });
  return { slotId: id, assessmentId: request.assessmentId, examineeId, ...place };
}
