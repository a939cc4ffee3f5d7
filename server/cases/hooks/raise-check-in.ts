/** A check-in that the centre has stored becomes an event in the life of the assessment behind it. */
import type { Result } from '@anban/foundation/result';
import { assessmentOfExaminee } from '../../assessment/planning/slots.ts';
import { dayInChina } from '../../contract/common.ts';
import { applyStep, type CaseRefusal, type StepAnswer } from '../apply.ts';
import type { CaseServices } from '../services.ts';

export interface StoredCheckIn {
  readonly regionCode: string;
  readonly checkInId: string;
  /** The recorder of the room runs: without it the examination does not begin. */
  readonly avOn: boolean;
}

/**
 * CHECKIN of the assessment, by `terminal:<id>`. Null: no such check-in, or it belongs to an imported roster and to no
 * case. The event has the check-in's own id, so that raising it again is the same event.
 */
export async function raiseCheckIn(
  services: CaseServices,
  { regionCode, checkInId, avOn }: StoredCheckIn,
): Promise<Result<StepAnswer, CaseRefusal> | null> {
  const found = await services.database.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('check_in')
      .select(['examinee_id', 'terminal_id', 'at'])
      .where('region_code', '=', regionCode)
      .where('id', '=', checkInId)
      .executeTakeFirst();
    const partId = row === undefined ? null : await assessmentOfExaminee(tx, regionCode, row.examinee_id);
    if (row === undefined || partId === null) return null;
    const part = await tx
      .selectFrom('case_part')
      .select('case_id')
      .where('region_code', '=', regionCode)
      .where('id', '=', partId)
      .executeTakeFirst();
    return part === undefined ? null : { partId, caseId: part.case_id, row };
  });
  if (found === null) return null;
  const { partId, caseId, row } = found;
  return applyStep(services, {
    ...{ id: checkInId, regionCode, caseId, partId, expectedVersion: null, event: 'CHECKIN' },
    data: { on: dayInChina(row.at.getTime()), avOn, checkInId },
    actor: { role: 'system', id: `terminal:${row.terminal_id}` },
  });
}
