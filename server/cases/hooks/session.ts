/** Places in sessions: given, given back for a new time. */
import { fail, ok } from '@anban/foundation/result';
import { release } from '../../assessment/planning/release.ts';
import { schedule as givePlace } from '../../assessment/planning/schedule.ts';
import type { Tx } from '../../db/database.ts';
import { auditActor } from '../apply.ts';
import { Facts } from '../assessment/facts.ts';
import type { Hook } from '../services.ts';
import { refusal } from './refusal.ts';

const ART12 = '劳动能力鉴定管理办法（令55）第十二条';

/** Needs the accepted application; answers `session`. */
export const schedule: Hook = async ({ tx, services, input, file }) => {
  const facts = Facts.parse(input.facts);
  const { siteCode, kinds, specialties, queuedOn, conditionFlag, avoidSession, notBefore } = facts;
  if (siteCode === null || queuedOn === null) throw new Error('a place before the acceptance');
  const { person } = await file();
  const place = await givePlace(tx, services, {
    siteCode,
    assessmentId: input.partId,
    kinds,
    specialties,
    queuedOn,
    ...(conditionFlag === null ? {} : { conditionFlag }),
    ...(avoidSession === null ? {} : { avoidSession }),
    ...(notBefore === null ? {} : { notBefore }),
    person: { name: person.name, number: person.number },
    actor: auditActor(input.actor),
  });
  if (!place.ok) return fail(refusal(ART12, place.fault));
  const { sessionId, day, room, examineeId, overdue } = place.value;
  const site = await siteName(tx, siteCode);
  return ok({ session: { sessionId, day, room, examineeId, overdue, site } });
};

async function siteName(tx: Tx, siteCode: string): Promise<string> {
  const row = await tx
    .selectFrom('site')
    .select('name')
    .where('region_code', '=', siteCode.slice(0, 6))
    .where('code', '=', siteCode)
    .executeTakeFirst();
  return row?.name ?? siteCode;
}

const giveBack =
  (why: 'rescheduled' | 'cancelled' | 'broken-off'): Hook =>
  async ({ tx, services, input }) => {
    const released = await release(tx, services, {
      regionCode: input.case.regionCode,
      assessmentId: input.partId,
      why,
      actor: auditActor(input.actor),
    });
    return released.ok ? ok({}) : fail(refusal(ART12, released.fault));
  };

/** The old place is given back; SCHEDULE looks for the new one. */
export const reschedule = giveBack('rescheduled');
/** The assessment ends before its session was over; whoever has checked in has used the place. */
export const givePlaceBack: Hook = async (context) => {
  const { checkInId } = Facts.parse(context.input.facts);
  return giveBack(checkInId === null ? 'cancelled' : 'broken-off')(context);
};
/** An examination that began is broken off: the place is used up, SCHEDULE looks for another. */
export const breakOff = giveBack('broken-off');
