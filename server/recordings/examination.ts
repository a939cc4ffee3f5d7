/** How far the examination behind a recording is, so that its recorder ends with the signatures. */
import { assessmentOfExaminee } from '../assessment/planning/slots.ts';
import type { ExaminationStage } from '../contract/recordings.ts';
import type { Database } from '../db/database.ts';

/** Of the assessment's states (cases/assessment/steps.ts): still before or in the examination. */
const OPEN: readonly string[] = ['L_SCHEDULED', 'L_ABSENT', 'L_EXAM'];

/** Null: the examinee is of an imported roster, and no case says. */
export async function examinationStage(
  database: Database,
  regionCode: string,
  examineeId: string,
): Promise<ExaminationStage | null> {
  return database.db.transaction().execute(async (tx) => {
    const partId = await assessmentOfExaminee(tx, regionCode, examineeId);
    if (partId === null) return null;
    const part = await tx
      .selectFrom('case_part')
      .select('state')
      .where('region_code', '=', regionCode)
      .where('id', '=', partId)
      .executeTakeFirst();
    if (part === undefined) return null;
    if (OPEN.includes(part.state)) return 'open';
    return part.state === 'L_TERMINATED' ? 'terminated' : 'signed';
  });
}
