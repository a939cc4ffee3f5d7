/** What terminals tell about helpers: each begin and each end once in the audit log, however often it is told. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { type AuditAction, appendAudit } from '../audit/append.ts';
import type { Assistance } from '../contract/assistance.ts';
import type { Database, Db, Tx } from '../db/database.ts';
import type { Terminal } from '../terminals/terminal.ts';

export interface AssistanceServices {
  readonly database: Database;
  readonly clock: Clock;
}

type Teller = Pick<Terminal, 'id' | 'regionCode'>;

/** `record-not-yours`: another terminal has told of it before. */
export async function keepAssistance(
  { database, clock }: AssistanceServices,
  terminal: Teller,
  assistance: Assistance,
): Promise<Result<void, 'record-not-yours'>> {
  const now = clock.now();
  return database.db.transaction().execute(async (tx) => {
    const { id, ended } = assistance;
    if (await insert(tx, terminal, assistance, now)) await note(tx, terminal, assistance, now, 'assistance.begun', {});
    const kept = await tx
      .selectFrom('assistance')
      .select(['terminal_id', 'ended_at'])
      .where('region_code', '=', terminal.regionCode)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (kept.terminal_id !== terminal.id) return fail('record-not-yours');
    if (ended === null || kept.ended_at !== null) return ok(undefined);
    await tx
      .updateTable('assistance')
      .set({ ended_at: ended.at, why: ended.why })
      .where('region_code', '=', terminal.regionCode)
      .where('id', '=', id)
      .execute();
    await note(tx, terminal, assistance, now, 'assistance.ended', { endedAt: ended.at, why: ended.why });
    return ok(undefined);
  });
}

/** False: it is there already. */
async function insert(tx: Tx, terminal: Teller, assistance: Assistance, now: number): Promise<boolean> {
  const { id, visitId, officerId, begunAt } = assistance;
  const inserted = await tx
    .insertInto('assistance')
    .values({
      region_code: terminal.regionCode,
      id,
      terminal_id: terminal.id,
      visit_id: visitId,
      officer_id: officerId,
      begun_at: begunAt,
      ended_at: null,
      why: null,
      received_at: new Date(now),
    })
    .onConflict((conflict) => conflict.columns(['region_code', 'id']).doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** The terminal says it, so it stands in the terminal's stream; who helped and when, by its clock, is in the details. */
function note(
  tx: Tx,
  { id: terminalId, regionCode }: Teller,
  { id, visitId, officerId, begunAt }: Assistance,
  at: number,
  action: AuditAction,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const details = { officerId, visitId, begunAt, ...more };
  return appendAudit(tx, { regionCode, actor: `terminal:${terminalId}`, action, subject: id, details, at });
}

export interface AssistanceLine {
  readonly id: string;
  readonly terminalId: string;
  readonly siteCode: string;
  readonly visitId: string;
  readonly officerId: string;
  /** Null: the region has no such officer any more. */
  readonly staffNumber: string | null;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly why: string | null;
  /** When the centre heard of it first. */
  readonly receivedAt: string;
}

/** Newest first. */
export async function assistancesOf(db: Db, regionCode: string, limit: number): Promise<AssistanceLine[]> {
  const rows = await db
    .selectFrom('assistance as a')
    .innerJoin('terminal as t', (join) =>
      join.onRef('t.region_code', '=', 'a.region_code').onRef('t.id', '=', 'a.terminal_id'),
    )
    .leftJoin('officer as o', (join) =>
      join.onRef('o.region_code', '=', 'a.region_code').onRef('o.id', '=', 'a.officer_id'),
    )
    .select(['a.id', 'a.terminal_id', 't.site_code', 'a.visit_id', 'a.officer_id', 'o.staff_number'])
    .select(['a.begun_at', 'a.ended_at', 'a.why', 'a.received_at'])
    .where('a.region_code', '=', regionCode)
    .orderBy('a.begun_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    terminalId: row.terminal_id,
    siteCode: row.site_code,
    visitId: row.visit_id,
    officerId: row.officer_id,
    staffNumber: row.staff_number,
    begunAt: row.begun_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    why: row.why,
    receivedAt: row.received_at.toISOString(),
  }));
}
