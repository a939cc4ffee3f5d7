/** The check-in of the terminal becomes an event of the case. */
import { fail, ok } from '@anban/foundation/result';
import { z } from 'zod';
import { Facts } from '../assessment/facts.ts';
import type { Hook } from '../services.ts';

const Naming = z.object({ checkInId: z.uuid().optional() });

/**
 * Of ARRIVED and CHECKIN: the check-in must be of this person for this session; answers `identity`. Without one, whoever
 * compared first and whoever begins.
 */
export const checkIn: Hook = async ({ tx, input }) => {
  const { checkInId } = Naming.parse(input.data);
  const { session, compared } = Facts.parse(input.facts);
  const now = new Date(input.at).toISOString();
  if (checkInId === undefined) {
    const officers = compared === null ? [] : [compared.by, input.actor.id];
    return ok({ identity: { at: now, method: 'two-officers', terminal: null, officers } });
  }
  const row = await tx
    .selectFrom('check_in')
    .select(['method', 'terminal_id', 'at', 'examinee_id'])
    .where('region_code', '=', input.case.regionCode)
    .where('id', '=', checkInId)
    .executeTakeFirst();
  if (row === undefined || row.examinee_id !== session?.examineeId)
    return fail({
      guard: 'check-in-of-this-person',
      article: '劳动能力鉴定管理办法（令55）第十二条',
      message: '没有本次鉴定的签到记录',
      hint: row === undefined ? 'no such check-in' : 'the check-in belongs to another examinee',
    });
  const identity = { at: row.at.toISOString(), method: row.method, terminal: row.terminal_id, officers: [] };
  return ok({ identity });
};
