/** The time limits of a case for readers: day by law, day after the shift from a rest day, days that are left. */
import type { z } from 'zod';
import type { TimerAnswer } from '../../contract/case-file.ts';
import type { Db } from '../../db/database.ts';
import { isTimerId, timerOf } from '../../rules/deadlines/timers.ts';

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

export async function readTimers(
  db: Db,
  { regionCode, caseId, province, today }: { regionCode: string; caseId: string; province: string; today: string },
): Promise<z.infer<typeof TimerAnswer>[]> {
  const rows = await db
    .selectFrom('case_timer')
    .select(['id', 'part_id', 'timer', 'state', 'start_on', 'raw_on', 'due_on'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, part_id: partId, timer, state, start_on: startOn, raw_on: rawOn, due_on: dueOn }) => {
    const rule = isTimerId(timer) ? timerOf(timer, province) : null;
    const daysLeft = state === 'running' && dueOn !== null ? daysBetween(today, dueOn) : null;
    const words = { name: rule?.name ?? timer, basis: rule?.basis ?? '—' };
    return { id, partId, timer, ...words, state, startOn, rawOn, dueOn, daysLeft };
  });
}
