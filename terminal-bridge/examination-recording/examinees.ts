/** Whom a recording can be begun for today: by room and queue number, as an officer knows them; no name and no number. */
import type { RosterBundle, RosterSession } from '@anban/server/contract/roster';
import type { CheckInMark } from '../roster/admission.ts';

export interface Recordable {
  readonly sessionId: string;
  readonly examineeId: string;
  readonly room: string;
  /** On the queue ticket; null: not checked in yet. */
  readonly number: string | null;
}

/** The part of `RosterStore` that is asked. */
export interface TodaysRoster {
  readonly bundle: Pick<RosterBundle, 'entries'> | null;
  sessionOn(day: string): Pick<RosterSession, 'sessionId'> | null;
  markOf(sessionId: string, examineeId: string): CheckInMark | null;
}

/** By room and number; who has none comes last. Empty: no session at this site today, or no roster yet. */
export function examineesOn(day: string, roster: TodaysRoster): Recordable[] {
  const session = roster.sessionOn(day);
  const entries = roster.bundle?.entries.filter(({ sessionId }) => sessionId === session?.sessionId) ?? [];
  const last = '\uffff';
  return entries
    .map(({ sessionId, examineeId, room, checkIn }) => {
      const mark = roster.markOf(sessionId, examineeId);
      return {
        sessionId,
        examineeId,
        room: mark?.room ?? room,
        number: mark?.onTicket ?? checkIn?.number ?? mark?.number ?? null,
      };
    })
    .sort(
      (one, other) => one.room.localeCompare(other.room) || (one.number ?? last).localeCompare(other.number ?? last),
    );
}
