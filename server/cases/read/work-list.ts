/**
 * What waits for a role, most urgent first, page by page. The order is that of the index `case_part_work_order`, and a
 * page begins after a key and not at a number, so that rows that come and go move nobody to another page.
 */
import { sql } from 'kysely';
import { dayInChina } from '../../contract/common.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { Db } from '../../db/database.ts';
import { openFile } from '../files.ts';
import { type PartKind, PartKindSchema } from '../model.ts';
import type { CaseServices } from '../services.ts';
import type { WorkPosition } from './cursor.ts';
import { maskName } from './mask.ts';

export interface WorkQuery {
  readonly regionCode: string;
  readonly role: StaffRole;
  /** Of an expert: only the panels on which they sit. */
  readonly expertId: string | null;
  readonly after: WorkPosition | null;
  readonly limit: number;
}

export interface WorkItem {
  partId: string;
  caseId: string;
  caseNumber: string;
  kind: PartKind;
  state: string;
  stateName: string;
  version: number;
  priority: number;
  dueOn: string | null;
  overdue: boolean;
  name: string;
}

const dueKey = sql<string>`coalesce(p.due_on, 'infinity'::date)`;

/** Exported for the test of its plan. */
export const workQuery = (db: Db, { regionCode, role, expertId, after, limit }: WorkQuery) =>
  db
    .selectFrom('case_part as p')
    .innerJoin('work_case as c', (join) =>
      join.onRef('c.region_code', '=', 'p.region_code').onRef('c.id', '=', 'p.case_id'),
    )
    .select([
      'p.id',
      'p.case_id',
      'p.kind',
      'p.state',
      'p.version',
      'p.priority',
      'p.due_on',
      'c.number',
      'c.file_cipher',
    ])
    .where('p.region_code', '=', regionCode)
    .where('p.queue', '=', role)
    .$if(expertId !== null, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('panel_seat as s')
            .innerJoin('expert_draw as d', (join) =>
              join.onRef('d.region_code', '=', 's.region_code').onRef('d.id', '=', 's.draw_id'),
            )
            .select('s.expert_id')
            .whereRef('d.region_code', '=', 'p.region_code')
            .whereRef('d.assessment_id', '=', 'p.id')
            .where('s.expert_id', '=', expertId)
            .where('s.state', '=', 'seated'),
        ),
      ),
    )
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(p.priority, ${dueKey}, p.id)
          > (${after?.priority ?? 0}::smallint, ${after?.dueOn ?? 'infinity'}::date, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('p.priority')
    .orderBy(dueKey)
    .orderBy('p.id')
    .limit(limit);

/** The items, and where the next page begins; null at the end. */
export async function readWork(
  { cipher, machines, clock }: Pick<CaseServices, 'cipher' | 'machines' | 'clock'>,
  db: Db,
  query: WorkQuery,
): Promise<{ items: WorkItem[]; next: WorkPosition | null }> {
  const { regionCode, limit } = query;
  const rows = await workQuery(db, { ...query, limit: limit + 1 }).execute();
  const page = rows.slice(0, limit);
  const today = dayInChina(clock.now());
  const items = await Promise.all(
    page.map(async (row): Promise<WorkItem> => {
      const kind = PartKindSchema.parse(row.kind);
      const { person } = await openFile(cipher, regionCode, row.case_id, row.file_cipher);
      return {
        partId: row.id,
        caseId: row.case_id,
        caseNumber: row.number,
        kind,
        state: row.state,
        stateName: machines[kind].states[row.state]?.name ?? row.state,
        version: row.version,
        priority: row.priority,
        dueOn: row.due_on,
        overdue: row.due_on !== null && row.due_on < today,
        name: maskName(person.name),
      };
    }),
  );
  const last = page.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? { priority: last.priority, dueOn: last.due_on ?? 'infinity', id: last.id }
      : null;
  return { items, next };
}
