import { fail, ok, type Result } from '@anban/foundation/result';
import type { Tx } from '../../db/database.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { DrawRecord } from './record.ts';

/** The record by the id of the draw, or the newest one of an assessment. */
export async function findRecord(tx: Tx, regionCode: string, id: string): Promise<Result<DrawRecord, AssessmentFault>> {
  const row = await tx
    .selectFrom('expert_draw')
    .select('record')
    .where('region_code', '=', regionCode)
    .where(({ or, eb }) => or([eb('id', '=', id), eb('assessment_id', '=', id)]))
    .orderBy('announced_at', 'desc')
    .executeTakeFirst();
  if (row === undefined) return fail(fault('draw-unannounced', { id }));
  return row.record === null ? fail(fault('draw-not-made', { id })) : ok(DrawRecord.parse(row.record));
}
