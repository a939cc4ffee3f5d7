/** What an operator does with terminals: look at them, take one out of service. */
import type { Clock } from '@anban/foundation/clock';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import type { Database } from '../db/database.ts';

export interface TerminalLine {
  readonly terminalId: string;
  readonly siteCode: string;
  readonly series: string;
  /** Ed25519, raw, base64url: `anban recording verify --public-key` checks by it. */
  readonly publicKey: string;
  readonly enrolledAt: string;
  readonly revokedAt: string | null;
  /** Records stored from it. */
  readonly records: number;
}

export async function listTerminals({ db }: Database): Promise<TerminalLine[]> {
  const rows = await db
    .selectFrom('terminal as t')
    .innerJoin('terminal_chain as c', (join) =>
      join.onRef('c.region_code', '=', 't.region_code').onRef('c.terminal_id', '=', 't.id'),
    )
    .select(['t.id', 't.site_code', 't.series', 't.public_key', 't.enrolled_at', 't.revoked_at', 'c.sequence'])
    .orderBy('t.site_code')
    .orderBy('t.enrolled_at')
    .execute();
  return rows.map((row) => ({
    terminalId: row.id,
    siteCode: row.site_code,
    series: row.series,
    publicKey: row.public_key.toString('base64url'),
    enrolledAt: row.enrolled_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    records: row.sequence,
  }));
}

/** False when there is no such terminal. Revoking twice is no error. */
export async function revokeTerminal({ db }: Database, clock: Clock, id: string): Promise<boolean> {
  const now = clock.now();
  return db.transaction().execute(async (tx) => {
    const terminal = await tx.selectFrom('terminal').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (terminal === undefined) return false;
    if (terminal.revoked_at !== null) return true;
    await tx
      .updateTable('terminal')
      .set({ revoked_at: new Date(now) })
      .where('region_code', '=', terminal.region_code)
      .where('id', '=', id)
      .execute();
    const note = { actor: OPERATOR, action: 'terminal.revoked', subject: id, at: now } as const;
    await appendAudit(tx, { regionCode: terminal.region_code, ...note });
    return true;
  });
}
