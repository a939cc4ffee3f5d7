/** Who waits longer for a session than was promised (S1: 30 days), leaving out those whose condition explains it. */
import type { Tx } from '../../db/database.ts';
import { addDays, type Day } from '../../rules/calendar/day.ts';

export interface LongWait {
  readonly assessmentId: string;
  readonly siteCode: string;
  readonly queuedOn: Day;
  /** The day of the place, null when there is none yet. */
  readonly day: Day | null;
}

/** Assessments without a place within `maxDays` of the queueing, as far as `today` can tell; the oldest first. */
export async function longWaits(tx: Tx, regionCode: string, today: Day, maxDays: number): Promise<LongWait[]> {
  const rows = await tx
    .selectFrom('assessment_queue as q')
    .leftJoin('assessment_slot as a', (join) =>
      join.onRef('a.region_code', '=', 'q.region_code').onRef('a.id', '=', 'q.slot_id'),
    )
    .leftJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'a.region_code').onRef('s.id', '=', 'a.session_id'),
    )
    .select(['q.assessment_id', 'q.site_code', 'q.queued_on', 's.day'])
    .where('q.region_code', '=', regionCode)
    .where('q.condition_flag', 'is', null)
    .orderBy('q.queued_on')
    .orderBy('q.assessment_id')
    .execute();
  return rows
    .map((row) => ({ assessmentId: row.assessment_id, siteCode: row.site_code, queuedOn: row.queued_on, day: row.day }))
    .filter(({ queuedOn, day }) => (day ?? today) > addDays(queuedOn, maxDays));
}
