/**
 * Checkpoints: the centre signs where every stream stood. Whoever rewrites the log in the database, digests and all,
 * cannot forge them, for the key is wrapped by one that is not there. Each is also written to a file outside of it.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@anban/foundation/clock';
import { z } from 'zod';
import { Digest, Instant, RegionCode } from '../contract/common.ts';
import type { Database } from '../db/database.ts';
import { isUniqueViolation } from '../db/failures.ts';
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

export const ExportedCheckpoint = z.strictObject({ statement: z.string(), signature: z.string() });

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
  const statement = JSON.stringify({ regionCode, number, at, previous, heads } satisfies z.infer<
    typeof CheckpointStatement
  >);
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
  const line = JSON.stringify({ statement, signature: signature.toString('base64url') });
  await appendFile(checkpointFile(services.dataDir), `${line}\n`, { mode: 0o600 });
  return number;
}
