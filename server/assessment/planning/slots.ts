/** The link between an assessment and the examinee on a session's roster. */
import type { Tx } from '../../db/database.ts';
import type { Place } from './places.ts';

export interface Slot extends Place {
  readonly slotId: string;
  readonly assessmentId: string;
  readonly examineeId: string;
}

/** The place that the assessment has now, or null. */
export async function activeSlot(tx: Tx, regionCode: string, assessmentId: string): Promise<Slot | null> {
  const row = await tx
    .selectFrom('assessment_slot as a')
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'a.region_code').onRef('s.id', '=', 'a.session_id'),
    )
    .select(['a.id', 'a.examinee_id', 'a.session_id', 'a.room', 's.day'])
    .where('a.region_code', '=', regionCode)
    .where('a.assessment_id', '=', assessmentId)
    .where('a.released_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, examinee_id, session_id, room, day } = row;
  return { slotId: id, assessmentId, examineeId: examinee_id, sessionId: session_id, room, day };
}

/** Whose check-in this is: the assessment behind an examinee, or null for one from an imported roster. */
export async function assessmentOfExaminee(tx: Tx, regionCode: string, examineeId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('assessment_slot')
    .select('assessment_id')
    .where('region_code', '=', regionCode)
    .where('examinee_id', '=', examineeId)
    .where('released_at', 'is', null)
    .executeTakeFirst();
  return row?.assessment_id ?? null;
}
