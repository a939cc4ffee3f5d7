/** 叫号 and 入诊室: an officer calls a number; at the door its ticket is good once. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type { RoomEntryAnswer, RoomEntryRequest } from '../contract/room-entry.ts';
import type { Database, Tx } from '../db/database.ts';
import { keptOut } from '../evidence/in-doubt.ts';
import { queueNumber } from '../evidence/queue-number.ts';
import { type Refused, refused } from '../http/refusals.ts';
import type { Terminal } from '../terminals/terminal.ts';

export interface RoomEntryServices {
  readonly database: Database;
  readonly clock: Clock;
}

/** False when the region has no such arrival. Called twice: the first time stands. */
export async function callIn(
  { database, clock }: RoomEntryServices,
  regionCode: string,
  officerId: string,
  checkInId: string,
): Promise<boolean> {
  const at = clock.now();
  return database.db.transaction().execute(async (tx) => {
    const arrival = await tx
      .selectFrom('check_in')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('id', '=', checkInId)
      .executeTakeFirst();
    if (arrival === undefined) return false;
    const called = await tx
      .insertInto('room_call')
      .values({ region_code: regionCode, check_in_id: checkInId, at: new Date(at), officer_id: officerId })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (called.numInsertedOrUpdatedRows === 1n) {
      const actor = `officer:${officerId}`;
      await appendAudit(tx, { regionCode, actor, action: 'arrival.called', subject: checkInId, at });
    }
    return true;
  });
}

/** The first visit that may go in uses the ticket up; the same visit asking again gets the same answer. */
export async function enterRoom(
  { database, clock }: RoomEntryServices,
  request: RoomEntryRequest,
  terminal: Terminal,
): Promise<Result<RoomEntryAnswer, Refused>> {
  const { regionCode } = terminal;
  return database.db.transaction().execute(async (tx) => {
    const arrival = await arrivalOf(tx, regionCode, request);
    if (arrival === undefined) return fail(refused('examinee-unknown'));
    if (arrival.site_code !== terminal.siteCode || arrival.day !== dayInChina(clock.now())) {
      return fail(refused('wrong-session'));
    }
    const { id: checkInId, room } = arrival;
    const about = { queueNumber: queueNumber(room, arrival.number), room };
    const used = await tx
      .selectFrom('room_entry')
      .select('visit_id')
      .where('region_code', '=', regionCode)
      .where('check_in_id', '=', checkInId)
      .executeTakeFirst();
    if (used !== undefined) return ok({ outcome: used.visit_id === request.id ? 'may-enter' : 'used', ...about });
    const reason = await keptOut(tx, { regionCode, examineeId: request.examineeId, sessionId: arrival.session_id });
    if (reason !== null) return ok({ outcome: 'kept-out', reason, ...about });
    if (arrival.calledAt === null) return ok({ outcome: 'not-called', ...about });
    const entry = { visit_id: request.id, terminal_id: terminal.id, at: new Date(request.at) };
    await tx
      .insertInto('room_entry')
      .values({ region_code: regionCode, check_in_id: checkInId, ...entry })
      .execute();
    const actor = `terminal:${terminal.id}`;
    await appendAudit(tx, { regionCode, actor, action: 'arrival.entered', subject: checkInId, at: clock.now() });
    return ok({ outcome: 'may-enter', ...about });
  });
}

/**
 * The arrival of the examinee whose signed check-in the ticket names, locked until the answer stands. It may be an
 * earlier one than the ticket's: whoever checks in twice while a terminal is cut off holds two tickets.
 */
const arrivalOf = (tx: Tx, regionCode: string, { checkInId, examineeId }: RoomEntryRequest) =>
  tx
    .selectFrom('evidence_record as r')
    .innerJoin('check_in as c', (join) =>
      join.onRef('c.region_code', '=', 'r.region_code').onRef('c.examinee_id', '=', 'r.examinee_id'),
    )
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'c.region_code').onRef('s.id', '=', 'c.session_id'),
    )
    .innerJoin('examinee as e', (join) =>
      join.onRef('e.region_code', '=', 'c.region_code').onRef('e.id', '=', 'c.examinee_id'),
    )
    .leftJoin('room_call as k', (join) =>
      join.onRef('k.region_code', '=', 'c.region_code').onRef('k.check_in_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.session_id', 'c.room', 'c.number', 's.site_code', 's.day', 'k.at as calledAt'])
    .where('r.region_code', '=', regionCode)
    .where('r.id', '=', checkInId)
    .where('r.kind', '=', 'check-in')
    .where('r.refusal', 'is', null)
    .where('r.examinee_id', '=', examineeId)
    .forUpdate('e')
    .executeTakeFirst();
