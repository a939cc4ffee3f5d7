/**
 * A check-in that the centre has stored becomes an event in the life of the assessment behind it: ARRIVED. The examination
 * begins with the officer's CHECKIN, who sees that the recorder runs (令55 art 12).
 */
import type { Result } from '@anban/foundation/result';
import { sql } from 'kysely';
import { assessmentOfExaminee } from '../../assessment/planning/slots.ts';
import { dayInChina } from '../../contract/common.ts';
import { applyStep, type CaseRefusal, type StepAnswer } from '../apply.ts';
import type { CaseServices } from '../services.ts';

/** A check-in that was kept at a terminal without a network may come days later. */
const LOOK_BACK_MS = 7 * 86_400_000;
const BATCH = 50;

export interface StoredCheckIn {
  readonly regionCode: string;
  readonly checkInId: string;
}

/**
 * ARRIVED of the assessment, by `terminal:<id>`. Null: no such check-in, or it belongs to an imported roster and to no
 * case. The event has the check-in's own id, so that raising it again is the same event.
 */
export async function raiseCheckIn(
  services: CaseServices,
  { regionCode, checkInId }: StoredCheckIn,
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
    ...{ id: checkInId, regionCode, caseId, partId, expectedVersion: null, event: 'ARRIVED' },
    data: { on: dayInChina(row.at.getTime()), checkInId },
    actor: { role: 'system', id: `terminal:${row.terminal_id}` },
  });
}

/** Check-ins of the last days behind which an assessment waits to hear of them. */
export async function raiseNewCheckIns(services: CaseServices, regionCode: string): Promise<number> {
  const since = new Date(services.clock.now() - LOOK_BACK_MS);
  const waiting = await services.database.db
    .selectFrom('check_in as c')
    .innerJoin('assessment_slot as s', (join) =>
      join
        .onRef('s.region_code', '=', 'c.region_code')
        .onRef('s.examinee_id', '=', 'c.examinee_id')
        .on('s.released_at', 'is', null),
    )
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 's.region_code').onRef('p.id', '=', 's.assessment_id'),
    )
    .select('c.id')
    .where('c.region_code', '=', regionCode)
    .where('c.at', '>', since)
    .where('p.state', 'in', ['L_SCHEDULED', 'L_ABSENT'])
    .where(sql<boolean>`p.facts ->> 'checkInId' is null`)
    .limit(BATCH)
    .execute();
  for (const { id: checkInId } of waiting) await raiseCheckIn(services, { regionCode, checkInId });
  return waiting.length;
}
