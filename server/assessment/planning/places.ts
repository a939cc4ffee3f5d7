/** Taking and giving back a place in a room. Every change happens under the lock of the session's row. */
import type { Tx } from '../../db/database.ts';
import type { Day } from '../../rules/calendar/day.ts';
import { ANY } from './site-plan.ts';

export interface Window {
  readonly from: Day;
  /** null = no end. */
  readonly until: Day | null;
}

export interface Place {
  readonly sessionId: string;
  readonly day: Day;
  readonly room: string;
}

export interface PlaceRequest {
  readonly siteCode: string;
  readonly specialties: readonly string[];
  /** Sessions in which the person already has a place for something else. */
  readonly avoid: readonly string[];
}

/** A place in the first session of the window with room, taken; or null. */
export async function takePlace(tx: Tx, request: PlaceRequest, window: Window): Promise<Place | null> {
  const regionCode = request.siteCode.slice(0, 6);
  for (const { id, day } of await candidates(tx, request, window)) {
    await tx
      .selectFrom('assessment_session')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const room = await takeRoom(tx, regionCode, id, request.specialties);
    if (room !== null) return { sessionId: id, day, room };
  }
  return null;
}

/** Seen without a lock: whoever comes first to a session's lock has its last place, the others go on to the next one. */
async function candidates(tx: Tx, { siteCode, specialties, avoid }: PlaceRequest, { from, until }: Window) {
  const regionCode = siteCode.slice(0, 6);
  let query = tx
    .selectFrom('assessment_session as s')
    .select(['s.id', 's.day'])
    .where('s.region_code', '=', regionCode)
    .where('s.site_code', '=', siteCode)
    .where('s.day', '>=', from)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('session_plan as p')
          .select('p.room')
          .whereRef('p.region_code', '=', 's.region_code')
          .whereRef('p.session_id', '=', 's.id')
          .where('p.closed', '=', false)
          .where('p.specialty', 'in', [ANY, ...specialties])
          .whereRef('p.booked', '<', 'p.capacity'),
      ),
    )
    .orderBy('s.day');
  if (until !== null) query = query.where('s.day', '<=', until);
  if (avoid.length > 0) query = query.where('s.id', 'not in', [...avoid]);
  return query.execute();
}

/** A room of the person's specialty before one for all, and the emptier of two alike. */
async function takeRoom(
  tx: Tx,
  regionCode: string,
  sessionId: string,
  specialties: readonly string[],
): Promise<string | null> {
  const rooms = await tx
    .selectFrom('session_plan')
    .select(['room', 'specialty', 'booked'])
    .where('region_code', '=', regionCode)
    .where('session_id', '=', sessionId)
    .where('closed', '=', false)
    .where('specialty', 'in', [ANY, ...specialties])
    .whereRef('booked', '<', 'capacity')
    .execute();
  const order = (room: (typeof rooms)[number]) => (room.specialty === ANY ? 1_000_000 : 0) + room.booked;
  const [first] = rooms.toSorted((a, b) => order(a) - order(b) || (a.room < b.room ? -1 : 1));
  if (first === undefined) return null;
  await tx
    .updateTable('session_plan')
    .set((eb) => ({ booked: eb('booked', '+', 1) }))
    .where('region_code', '=', regionCode)
    .where('session_id', '=', sessionId)
    .where('room', '=', first.room)
    .execute();
  return first.room;
}

export async function givePlaceBack(tx: Tx, regionCode: string, sessionId: string, room: string): Promise<void> {
  await tx
    .selectFrom('assessment_session')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', '=', sessionId)
    .forUpdate()
    .execute();
  await tx
    .updateTable('session_plan')
    .set((eb) => ({ booked: eb('booked', '-', 1) }))
    .where('region_code', '=', regionCode)
    .where('session_id', '=', sessionId)
    .where('room', '=', room)
    .where('booked', '>', 0)
    .execute();
}
