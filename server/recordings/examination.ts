/** How far the examination behind a recording is, so that its recorder ends with the signatures. */
import type { ExaminationStage } from '../contract/recordings.ts';
import type { Database } from '../db/database.ts';

/**
 * What the assessment's states (cases/assessment/machine.ts) say of the examination on site. One that is not named here
 * says nothing: a recording is evidence, and does not end as signed because somebody added a state.
 */
const STAGES: ReadonlyMap<string, ExaminationStage> = new Map([
  ['L_SCHEDULED', 'open'],
  ['L_ABSENT', 'open'],
  ['L_EXAM', 'open'],
  ['L_OPINION', 'signed'],
  ['L_CONCLUDED', 'signed'],
  ['L_DELIVERED', 'signed'],
  ['L_PROVINCE', 'signed'],
  ['L_FINAL', 'signed'],
  ['L_TERMINATED', 'terminated'],
  ['L_END', 'terminated'],
  ['L_DISCARDED', 'terminated'],
]);

/**
 * Null: the examinee is of an imported roster and no case says, or the state says nothing. An examination that was broken
 * off (another time, a withdrawal, a death) has given its place back: for this recording it is over.
 */
export async function examinationStage(
  { db }: Database,
  regionCode: string,
  examineeId: string,
): Promise<ExaminationStage | null> {
  const slot = await db
    .selectFrom('assessment_slot as a')
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 'a.region_code').onRef('p.id', '=', 'a.assessment_id'),
    )
    .select(['p.state', 'a.release'])
    .where('a.region_code', '=', regionCode)
    .where('a.examinee_id', '=', examineeId)
    .orderBy('a.at', 'desc')
    .executeTakeFirst();
  if (slot === undefined) return null;
  return slot.release === null ? (STAGES.get(slot.state) ?? null) : 'terminated';
}
