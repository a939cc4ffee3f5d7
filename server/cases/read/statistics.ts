/** CD-21: counts of a quarter, from the events themselves, so that they can be recounted from the archive. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';

const OFFSET = '+08:00';
const day = (year: number, month: number): string =>
  `${month > 12 ? year + 1 : year}-${String(month > 12 ? month - 12 : month).padStart(2, '0')}-01`;

/** First day of the quarter, and first day after it. */
export const quarterDays = (year: number, quarter: number): { from: string; until: string } => ({
  from: day(year, quarter * 3 - 2),
  until: day(year, quarter * 3 + 1),
});

/** The types in the index `case_event_counted`. */
export async function countQuarter(db: Db, regionCode: string, year: number, quarter: number) {
  const { from, until } = quarterDays(year, quarter);
  const rows = await db
    .selectFrom('case_event')
    .select(['type', sql<number>`count(*)::int`.as('events'), sql<number>`count(distinct case_id)::int`.as('cases')])
    .where('region_code', '=', regionCode)
    .where('type', 'in', ['SUBMIT', 'ACCEPT', 'DECIDE_YES', 'DECIDE_NO', 'CONCLUDE', 'P_CONCLUDE', 'PAID'])
    .where('at', '>=', new Date(`${from}T00:00:00${OFFSET}`))
    .where('at', '<', new Date(`${until}T00:00:00${OFFSET}`))
    .groupBy('type')
    .execute();
  const of = (type: string) => rows.find((row) => row.type === type) ?? { events: 0, cases: 0 };
  return {
    from,
    until,
    submitted: of('SUBMIT').events,
    accepted: of('ACCEPT').events,
    determined: { yes: of('DECIDE_YES').events, no: of('DECIDE_NO').events },
    assessedPersons: of('CONCLUDE').cases,
    conclusions: of('CONCLUDE').events + of('P_CONCLUDE').events,
    paid: of('PAID').events,
  };
}
