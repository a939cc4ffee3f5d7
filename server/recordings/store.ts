/** Hash lists of recordings: taken when well signed and unbroken, and only ever made longer. */
import { verify } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { assessmentOfExaminee } from '../assessment/planning/slots.ts';
import { appendAudit } from '../audit/append.ts';
import {
  entryDigest,
  faultOfList,
  type KnownSegment,
  RecordingEntry,
  type RecordingList,
  type RecordingStatement,
  RecordingSummary,
  statementBytes,
} from '../contract/recordings.ts';
import type { Database, Db, Tx } from '../db/database.ts';
import type { Terminal } from '../terminals/terminal.ts';

export interface RecordingServices {
  readonly database: Database;
  readonly clock: Clock;
}

export type ListRefusal = 'record-not-yours' | 'record-signature' | 'recording-list-broken' | 'recording-list-differs';

/** Keeps the list, or the part of it that is new. Answers how many entries there are now. */
export async function keepList(
  { database, clock }: RecordingServices,
  terminal: Pick<Terminal, 'id' | 'regionCode' | 'publicKey'>,
  list: RecordingList,
): Promise<Result<number, ListRefusal>> {
  const { statement, signature } = list;
  if (statement.terminalId !== terminal.id || statement.regionCode !== terminal.regionCode)
    return fail('record-not-yours');
  const bytes = Buffer.from(signature, 'base64url');
  if (!verify(null, statementBytes(statement), terminal.publicKey, bytes)) return fail('record-signature');
  if (faultOfList(list) !== null) return fail('recording-list-broken');
  return database.db.transaction().execute(async (tx) => {
    const kept = await lockedRow(tx, statement, bytes, clock.now());
    const stored = await digestsOf(tx, statement);
    const digests = list.entries.map(entryDigest);
    if (kept.terminal_id !== terminal.id || !agree(stored, digests)) return fail('recording-list-differs');
    // Sent again, or an older one that was on its way for long.
    if (stored.length >= digests.length) return ok(stored.length);
    await addEntries(tx, list, stored.length);
    await updateRow(tx, list, bytes, clock.now());
    if (stored.length === 0 || statement.ended) {
      const details = { entries: digests.length, ended: statement.ended, head: statement.head };
      const entry = { regionCode: statement.regionCode, actor: `terminal:${terminal.id}`, at: clock.now(), details };
      await appendAudit(tx, { ...entry, action: 'recording.listed', subject: statement.id });
    }
    return ok(digests.length);
  });
}

/** One of them is the beginning of the other. */
const agree = (a: readonly string[], b: readonly string[]): boolean =>
  a.slice(0, b.length).every((digest, at) => digest === b[at]);

/** The recording's row, made when there is none; two lists of one recording wait for each other here. */
async function lockedRow(tx: Tx, statement: RecordingStatement, signature: Buffer, now: number) {
  await tx
    .insertInto('recording')
    .values({
      region_code: statement.regionCode,
      id: statement.id,
      terminal_id: statement.terminalId,
      session_id: statement.sessionId,
      examinee_id: statement.examineeId,
      started_at: statement.startedAt,
      ended_at: null,
      why: null,
      statement: statementBytes(statement).toString('utf8'),
      signature,
      received_at: new Date(now),
    })
    .onConflict((conflict) => conflict.columns(['region_code', 'id']).doNothing())
    .execute();
  return tx
    .selectFrom('recording')
    .select(['terminal_id'])
    .where('region_code', '=', statement.regionCode)
    .where('id', '=', statement.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function digestsOf(tx: Tx, { regionCode, id }: RecordingStatement): Promise<string[]> {
  const rows = await tx
    .selectFrom('recording_entry')
    .select('digest')
    .where('region_code', '=', regionCode)
    .where('recording_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(({ digest }) => digest.toString('hex'));
}

async function addEntries(tx: Tx, { statement, entries }: RecordingList, after: number): Promise<void> {
  const rows = entries.slice(after).map((entry) => ({
    region_code: statement.regionCode,
    recording_id: statement.id,
    number: entry.number,
    kind: entry.kind,
    file_digest: entry.kind === 'segment' ? Buffer.from(entry.digest, 'hex') : null,
    digest: Buffer.from(entryDigest(entry), 'hex'),
    entry: JSON.stringify(entry),
  }));
  await tx.insertInto('recording_entry').values(rows).execute();
}

async function updateRow(tx: Tx, { statement, entries }: RecordingList, signature: Buffer, now: number): Promise<void> {
  const last = entries.at(-1);
  const end = last?.kind === 'ended' ? { ended_at: last.at, why: last.why } : { ended_at: null, why: null };
  await tx
    .updateTable('recording')
    .set({
      ...end,
      statement: statementBytes(statement).toString('utf8'),
      signature,
      received_at: new Date(now),
    })
    .where('region_code', '=', statement.regionCode)
    .where('id', '=', statement.id)
    .execute();
}

export async function recordingsOf(db: Db, regionCode: string, examineeId: string): Promise<RecordingSummary[]> {
  const rows = await db
    .selectFrom('recording')
    .select(['id', 'terminal_id', 'session_id', 'examinee_id', 'started_at', 'ended_at', 'why', 'received_at'])
    .where('region_code', '=', regionCode)
    .where('examinee_id', '=', examineeId)
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const entries = await entriesOf(db, regionCode, row.id);
      return RecordingSummary.parse({
        id: row.id,
        terminalId: row.terminal_id,
        sessionId: row.session_id,
        examineeId: row.examinee_id,
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
        why: row.why,
        segments: entries.filter(({ kind }) => kind === 'segment').length,
        gaps: entries.flatMap((entry) =>
          entry.kind === 'gap' ? [{ cause: entry.cause, from: entry.from, until: entry.until }] : [],
        ),
        receivedAt: row.received_at.toISOString(),
      });
    }),
  );
}

async function entriesOf(db: Db, regionCode: string, id: string): Promise<RecordingEntry[]> {
  const rows = await db
    .selectFrom('recording_entry')
    .select('entry')
    .where('region_code', '=', regionCode)
    .where('recording_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map(({ entry }) => RecordingEntry.parse(JSON.parse(entry)));
}

/** Null: no recording of the region has such a file. */
export async function segmentOf(database: Database, regionCode: string, digest: string): Promise<KnownSegment | null> {
  return database.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('recording_entry as e')
      .innerJoin('recording as r', (join) =>
        join.onRef('r.region_code', '=', 'e.region_code').onRef('r.id', '=', 'e.recording_id'),
      )
      .select(['r.id', 'r.terminal_id', 'r.session_id', 'r.examinee_id', 'e.entry'])
      .where('e.region_code', '=', regionCode)
      .where('e.file_digest', '=', Buffer.from(digest, 'hex'))
      .executeTakeFirst();
    if (row === undefined) return null;
    const entry = RecordingEntry.parse(JSON.parse(row.entry));
    if (entry.kind !== 'segment') return null;
    const { index, bytes, from, until, complete } = entry;
    return {
      recordingId: row.id,
      terminalId: row.terminal_id,
      sessionId: row.session_id,
      examineeId: row.examinee_id,
      caseId: await caseOf(tx, regionCode, row.examinee_id),
      ...{ index, digest, bytes, from, until, complete },
    };
  });
}

async function caseOf(tx: Tx, regionCode: string, examineeId: string): Promise<string | null> {
  const partId = await assessmentOfExaminee(tx, regionCode, examineeId);
  if (partId === null) return null;
  const part = await tx
    .selectFrom('case_part')
    .select('case_id')
    .where('region_code', '=', regionCode)
    .where('id', '=', partId)
    .executeTakeFirst();
  return part?.case_id ?? null;
}
