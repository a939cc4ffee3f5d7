/**
 * Recomputes the audit log from its first entry and names the first place where it is not what was written: a changed
 * or removed entry, one slipped in, a tail cut off, a checkpoint that is gone or does not agree.
 */
import { verify } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Keyring } from '../encryption/keyring.ts';
import { GENESIS, nextDigest } from './chain.ts';
import { CheckpointStatement, checkpointKeys, readExported, statementDigest } from './checkpoint.ts';
import { verifyRecords } from './records.ts';

export type AuditBreak =
  | 'changed'
  | 'missing'
  | 'tail-cut'
  | 'head-missing'
  | 'checkpoint-forged'
  | 'checkpoint-missing'
  | 'checkpoint-disagrees'
  | 'record-forged'
  | 'record-missing';

/**
 * `sequence` is the entry's number in its stream, the checkpoint's number when the stream is `checkpoints`, the record's
 * sequence when it is `records:<terminal>`.
 */
export interface BrokenPosition {
  readonly regionCode: string;
  readonly stream: string;
  readonly sequence: number;
  readonly what: AuditBreak;
}

export interface AuditReport {
  readonly entries: number;
  readonly streams: number;
  readonly checkpoints: number;
  /** Signed records of terminals. */
  readonly records: number;
  /**
   * Lines of the file of checkpoints that cannot be read. A process killed while it wrote leaves one, so by itself it
   * breaks nothing: what it was to hold is in the database, and is written again at the next start.
   */
  readonly unreadableCopies: readonly number[];
  readonly broken: readonly BrokenPosition[];
}

const PAGE = 1_000;
const CHECKPOINTS = 'checkpoints';

export async function verifyAudit(database: Database, keyring: Keyring, dataDir: string): Promise<AuditReport> {
  const { db } = database;
  const heads = await db.selectFrom('audit_head').selectAll().orderBy('region_code').orderBy('stream').execute();
  const streams = await db.selectFrom('audit_entry').select(['region_code', 'stream']).distinct().execute();
  const broken: BrokenPosition[] = [];
  let entries = 0;
  const headOf = new Map(heads.map((head) => [`${head.region_code}|${head.stream}`, head]));
  for (const { region_code, stream } of streams) {
    if (headOf.has(`${region_code}|${stream}`)) continue;
    broken.push({ regionCode: region_code, stream, sequence: 1, what: 'head-missing' });
  }
  for (const head of heads) {
    const walked = await walk(database, head.region_code, head.stream, head.sequence, head.digest);
    entries += walked.entries;
    if (walked.broken !== null) broken.push(walked.broken);
  }
  const checkpoints = await verifyCheckpoints(database, keyring, dataDir);
  const records = await verifyRecords(database);
  return {
    entries,
    streams: heads.length,
    checkpoints: checkpoints.count,
    records: records.count,
    unreadableCopies: checkpoints.unreadable,
    broken: [...broken, ...checkpoints.broken, ...records.broken],
  };
}

async function walk(database: Database, regionCode: string, stream: string, last: number, lastDigest: Buffer) {
  let sequence = 0;
  let digest: Buffer = GENESIS;
  const at = (position: number, what: AuditBreak) => ({
    entries: sequence,
    broken: { regionCode, stream, sequence: position, what },
  });
  for (;;) {
    const page = await database.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('region_code', '=', regionCode)
      .where('stream', '=', stream)
      .where('sequence', '>', sequence)
      .orderBy('sequence')
      .limit(PAGE)
      .execute();
    for (const row of page) {
      if (row.sequence !== sequence + 1) return at(sequence + 1, 'missing');
      digest = nextDigest(digest, { ...row, regionCode, at: row.at.toISOString() });
      if (!digest.equals(row.digest)) return at(row.sequence, 'changed');
      sequence = row.sequence;
    }
    if (page.length < PAGE) break;
  }
  if (sequence < last) return at(sequence + 1, 'tail-cut');
  if (sequence > last || !digest.equals(lastDigest)) return at(last + 1, 'changed');
  return { entries: sequence, broken: null };
}

async function verifyCheckpoints(database: Database, keyring: Keyring, dataDir: string) {
  const rows = await database.db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .orderBy('region_code')
    .orderBy('number')
    .execute();
  const broken: BrokenPosition[] = [];
  const known = new Set<string>();
  let region = '';
  let number = 0;
  let previous = '0'.repeat(64);
  for (const row of rows) {
    if (row.region_code !== region) [region, number, previous] = [row.region_code, 0, '0'.repeat(64)];
    const report = (what: AuditBreak, stream = CHECKPOINTS, sequence = row.number) =>
      broken.push({ regionCode: row.region_code, stream, sequence, what });
    known.add(row.statement);
    if (row.number !== number + 1) report('checkpoint-missing', CHECKPOINTS, number + 1);
    number = row.number;
    const { publicKey } = await checkpointKeys(keyring, row.region_code);
    if (!verify(null, Buffer.from(row.statement), publicKey, row.signature)) {
      report('checkpoint-forged');
      continue;
    }
    const statement = CheckpointStatement.parse(JSON.parse(row.statement));
    if (statement.number !== row.number || statement.previous !== previous) report('checkpoint-disagrees');
    previous = statementDigest(row.statement);
    for (const [stream, sequence, digest] of statement.heads) {
      const entry = await database.db
        .selectFrom('audit_entry')
        .select('digest')
        .where('region_code', '=', row.region_code)
        .where('stream', '=', stream)
        .where('sequence', '=', sequence)
        .executeTakeFirst();
      if (entry === undefined) report('tail-cut', stream, sequence);
      else if (entry.digest.toString('hex') !== digest) report('checkpoint-disagrees', stream, sequence);
    }
  }
  const { exported: copies, unreadable } = await readExported(dataDir);
  for (const exported of copies) {
    const statement = exported.said;
    const { publicKey } = await checkpointKeys(keyring, statement.regionCode);
    const genuine = verify(
      null,
      Buffer.from(exported.statement),
      publicKey,
      Buffer.from(exported.signature, 'base64url'),
    );
    if (genuine && known.has(exported.statement)) continue;
    const what: AuditBreak = genuine ? 'checkpoint-missing' : 'checkpoint-forged';
    broken.push({ regionCode: statement.regionCode, stream: CHECKPOINTS, sequence: statement.number, what });
  }
  return { count: rows.length, broken, unreadable };
}
