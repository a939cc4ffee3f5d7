/**
 * Checkpoints: the centre signs where every stream stood. Whoever rewrites the log in the database, digests and all,
 * cannot forge them, for the key is wrapped by one that is not there. Each is also written to a file outside of it.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import { z } from 'zod';
import { Digest, Instant, RegionCode } from '../contract/common.ts';
import type { Database } from '../db/database.ts';
import { errorCode, isUniqueViolation } from '../db/failures.ts';
import type { Keyring } from '../encryption/keyring.ts';

export const CheckpointStatement = z.strictObject({
  regionCode: RegionCode,
  number: z.int().positive(),
  at: Instant,
  /** SHA-256 of the statement before this one; 64 zeros for the first. */
  previous: Digest,
  /** Streams that moved since then: name, sequence and digest of the last entry. */
  heads: z.array(z.tuple([z.string(), z.int().positive(), Digest])),
});

type Statement = z.infer<typeof CheckpointStatement>;

const ExportedCheckpoint = z.strictObject({ statement: z.string(), signature: z.string() });

export const checkpointFile = (dataDir: string): string => join(dataDir, 'audit-checkpoints.jsonl');
export const statementDigest = (statement: string): string => createHash('sha256').update(statement).digest('hex');

/** PKCS #8 of an Ed25519 private key is this prefix and the 32 bytes of the key (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export async function checkpointKeys(keyring: Keyring, regionCode: string) {
  const { key } = await keyring.key(regionCode, 'audit-checkpoint');
  const privateKey: KeyObject = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, key]),
    format: 'der',
    type: 'pkcs8',
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

export interface CheckpointServices {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly dataDir: string;
}

/** Signs what moved in the region. Answers the checkpoint's number, or null when nothing moved or another was first. */
export async function makeCheckpoint(services: CheckpointServices, regionCode: string): Promise<number | null> {
  const { privateKey } = await checkpointKeys(services.keyring, regionCode);
  const { db } = services.database;
  // The number first, the heads after it: of two processes at once, one finds its number taken, or nothing moved.
  const last = await db
    .selectFrom('audit_checkpoint')
    .select(['number', 'statement'])
    .where('region_code', '=', regionCode)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const moved = await db
    .selectFrom('audit_head')
    .select(['stream', 'sequence', 'digest'])
    .where('region_code', '=', regionCode)
    .whereRef('sequence', '>', 'signed_sequence')
    .orderBy('stream')
    .execute();
  if (moved.length === 0) return null;
  const number = (last?.number ?? 0) + 1;
  const at = new Date(services.clock.now()).toISOString();
  const previous = last === undefined ? '0'.repeat(64) : statementDigest(last.statement);
  const heads = moved.map((head): [string, number, string] => [
    head.stream,
    head.sequence,
    head.digest.toString('hex'),
  ]);
  const statement = JSON.stringify({ regionCode, number, at, previous, heads } satisfies Statement);
  const signature = sign(null, Buffer.from(statement), privateKey);
  try {
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('audit_checkpoint')
        .values({ region_code: regionCode, number, at, statement, signature })
        .execute();
      for (const head of moved) {
        await tx
          .updateTable('audit_head')
          .set({ signed_sequence: head.sequence })
          .where('region_code', '=', regionCode)
          .where('stream', '=', head.stream)
          .execute();
      }
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return null;
    throw cause;
  }
  await append(services.dataDir, [{ statement, signature }]);
  return number;
}

interface Signed {
  readonly statement: string;
  readonly signature: Buffer;
}

/** Writes to the file outside what a killed process signed and did not write there any more. Answers how many. */
export async function exportMissing({
  database,
  dataDir,
}: Pick<CheckpointServices, 'database' | 'dataDir'>): Promise<number> {
  const { exported } = await readExported(dataDir);
  const known = new Set(exported.map(({ statement }) => statement));
  const rows = await database.db
    .selectFrom('audit_checkpoint')
    .select(['statement', 'signature'])
    .orderBy('region_code')
    .orderBy('number')
    .execute();
  const missing = rows.filter(({ statement }) => !known.has(statement));
  if (missing.length > 0) await append(dataDir, missing);
  return missing.length;
}

async function append(dataDir: string, checkpoints: readonly Signed[]): Promise<void> {
  const path = checkpointFile(dataDir);
  const lines = checkpoints.map(
    ({ statement, signature }) => `${JSON.stringify({ statement, signature: signature.toString('base64url') })}\n`,
  );
  // A line that a killed process left without its end must not swallow this one.
  const text = await readText(path);
  const whole = text === '' || text.endsWith('\n');
  await appendFile(path, (whole ? '' : '\n') + lines.join(''), { mode: 0o600, flush: true });
}

/** The checkpoints in the file outside, and the numbers of the lines that are none: half-written, or damaged. */
export async function readExported(dataDir: string): Promise<{
  readonly exported: readonly { readonly statement: string; readonly signature: string; readonly said: Statement }[];
  readonly unreadable: readonly number[];
}> {
  const lines = (await readText(checkpointFile(dataDir))).split('\n');
  const read = lines.map((line, i) => ({ number: i + 1, line, checkpoint: parseLine(line) }));
  return {
    exported: read.flatMap(({ checkpoint }) => (checkpoint === null ? [] : [checkpoint])),
    unreadable: read.flatMap(({ number, line, checkpoint }) => (line === '' || checkpoint !== null ? [] : [number])),
  };
}

function parseLine(line: string) {
  try {
    const { statement, signature } = ExportedCheckpoint.parse(JSON.parse(line));
    return { statement, signature, said: CheckpointStatement.parse(JSON.parse(statement)) };
  } catch {
    return null;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return '';
    throw cause;
  }
}
