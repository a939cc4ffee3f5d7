/** CD-21: counts of a quarter, from the events themselves, so that they can be recounted from the archive. */
import { sql } from 'kysely';
import type { Db } from '../../db/database.ts';
import type { PartKind } from '../model.ts';

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
    .selectFrom('case_event as e')
    .innerJoin('case_part as p', (join) =>
      join.onRef('p.region_code', '=', 'e.region_code').onRef('p.id', '=', 'e.part_id'),
    )
    .select([
      'p.kind',
      'e.type',
      sql<number>`count(*)::int`.as('events'),
      sql<number>`count(distinct e.case_id)::int`.as('cases'),
    ])
    .where('e.region_code', '=', regionCode)
    .where('e.type', 'in', ['SUBMIT', 'ACCEPT', 'DECIDE_YES', 'DECIDE_NO', 'CONCLUDE', 'P_CONCLUDE', 'PAID'])
    .where('e.at', '>=', new Date(`${from}T00:00:00${OFFSET}`))
    .where('e.at', '<', new Date(`${until}T00:00:00${OFFSET}`))
    .groupBy(['p.kind', 'e.type'])
    .execute();
  const of = (kind: PartKind, type: string) =>
    rows.find((row) => row.kind === kind && row.type === type) ?? { events: 0, cases: 0 };
  return {
    from,
    until,
    submitted: of('determination', 'SUBMIT').events,
    accepted: of('determination', 'ACCEPT').events,
    determined: { yes: of('determination', 'DECIDE_YES').events, no: of('determination', 'DECIDE_NO').events },
    assessedPersons: of('assessment', 'CONCLUDE').cases,
    conclusions: of('assessment', 'CONCLUDE').events + of('assessment', 'P_CONCLUDE').events,
    paid: of('benefit', 'PAID').events,
  };
}
