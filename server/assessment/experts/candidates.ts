/** The pool of a region as the draw sees it on one day, under lock so that two draws do not break a daily quota. */
import type { Tx } from '../../db/database.ts';
import type { Day } from '../../rules/calendar/day.ts';
import type { PoolExpert } from './eligibility.ts';
import { ExpertField, ExpertStatus } from './pool.ts';

/** What the detection of recusals and the report see: it never enters the record of a draw. */
export interface Affiliation {
  readonly hospital: string;
  readonly licenseIndex: Buffer;
  readonly title: string;
  readonly birthYear: number;
}

export interface Candidate {
  readonly expert: PoolExpert;
  readonly affiliation: Affiliation;
}

/** Every expert of the pool by id, with leave and panels of `day`; `recusal` is null and filled in by the caller. */
export async function candidatesOn(tx: Tx, poolRegion: string, day: Day, lock: boolean): Promise<Candidate[]> {
  let query = tx.selectFrom('expert').selectAll().where('region_code', '=', poolRegion).orderBy('id');
  if (lock) query = query.forUpdate();
  const rows = await query.execute();
  const onLeave = new Set(
    (
      await tx
        .selectFrom('expert_leave')
        .select('expert_id')
        .where('region_code', '=', poolRegion)
        .where('from_day', '<=', day)
        .where('until_day', '>=', day)
        .execute()
    ).map((row) => row.expert_id),
  );
  const panels = await tx
    .selectFrom('panel_seat')
    .select(({ fn }) => ['expert_id', fn.countAll<number>().as('panels')])
    .where('pool_region', '=', poolRegion)
    .where('session_day', '=', day)
    .where('state', 'in', ['drawn', 'seated'])
    .groupBy('expert_id')
    .execute();
  const panelsOf = new Map(panels.map((row) => [row.expert_id, row.panels]));
  return rows.map((row) => ({
    expert: {
      expertId: row.id,
      field: ExpertField.parse(row.field),
      specialties: row.specialties,
      status: ExpertStatus.parse(row.status),
      termFrom: row.term_from,
      termUntil: row.term_until,
      trainedUntil: row.trained_until,
      onLeave: onLeave.has(row.id),
      panelsThatDay: panelsOf.get(row.id) ?? 0,
      dailyQuota: row.daily_quota,
      recusal: null,
    },
    affiliation: {
      hospital: row.hospital,
      licenseIndex: row.license_index,
      title: row.title,
      birthYear: row.birth_year,
    },
  }));
}
