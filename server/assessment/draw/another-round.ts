/** When a draw may be made anew: only once a seat cannot be filled from the reserves, never to get another panel. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Tx } from '../../db/database.ts';
import { declaredRecusals } from '../experts/recusal-store.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import type { DrawRecord } from './record.ts';
import { substituteFor } from './substitute.ts';

/**
 * Whether the panel of `record` is beyond repair: with `recusal` somebody on it must step aside and no reserve fits, with
 * `absence` there is a seat that no reserve could take. Then its seats are given up, so that they count in no quota.
 * The new draw leaves out who was replaced for absence; whose seat could not be filled gets a day of leave (addLeave).
 */
export async function giveUpPanel(
  tx: Tx,
  record: DrawRecord,
  cause: 'recusal' | 'absence',
  at: Date,
): Promise<Result<null, AssessmentFault>> {
  const { homeRegion, drawId, assessmentId } = record.input;
  const rows = await tx
    .selectFrom('panel_seat')
    .select(['expert_id', 'state'])
    .where('region_code', '=', homeRegion)
    .where('draw_id', '=', drawId)
    .orderBy('place')
    .forUpdate()
    .execute();
  const declared = await declaredRecusals(tx, homeRegion, assessmentId);
  const granted = new Set(declared.filter(({ state }) => state === 'granted').map(({ expertId }) => expertId));
  const barred = new Set(declared.filter(({ state }) => state !== 'refused').map(({ expertId }) => expertId));
  const seats = rows.filter(({ state }) => state === 'drawn' || state === 'seated').map((row) => row.expert_id);
  const reserves = rows
    .filter((row) => row.state === 'reserve' && !barred.has(row.expert_id))
    .map((row) => row.expert_id);
  const leaving = cause === 'recusal' ? seats.filter((id) => granted.has(id)) : seats;
  const stuck = leaving.some((id) => !substituteFor(record, { seats, reserves }, id).ok);
  if (!stuck) return fail(fault('draw-made', { drawId, reserves: reserves.length }));
  await tx
    .updateTable('panel_seat')
    .set({ state: 'replaced', changed_at: at })
    .where('region_code', '=', homeRegion)
    .where('draw_id', '=', drawId)
    .where('state', 'in', ['drawn', 'seated', 'reserve'])
    .execute();
  return ok(null);
}
