/**
 * Envelope encryption. The key-encryption key (KEK) is a file beside the database, never in it; data keys are rows,
 * wrapped by it. Whoever has only the database, or a backup of it, can read no name and no number.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { secretFile } from '@anban/foundation/secret-file';
import type { Db } from '../db/database.ts';

/** What a data key is for. Keys are never shared between purposes. */
export type KeyPurpose = 'field' | 'blind-index' | 'roster-token' | 'enrolment-code' | 'audit-checkpoint';

export interface DataKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FIRST_EPOCH = 1;

/** Where the KEK is kept. */
export const kekFile = (dataDir: string): string => join(dataDir, 'keys', 'kek');

/** The KEK of `dataDir/keys/kek`, made at first use (0600) and on the disk before anything is sealed with it. */
export function readOrCreateKek(dataDir: string): Buffer {
  const path = kekFile(dataDir);
  const text = secretFile(path, () => Buffer.from(randomBytes(KEY_BYTES).toString('base64url')));
  const kek = Buffer.from(text.toString('utf8').trim(), 'base64url');
  if (kek.length !== KEY_BYTES) throw new Error(`${path} is not a key of ${KEY_BYTES} bytes`);
  return kek;
}

export class Keyring {
  readonly #db: Db;
  readonly #kek: Buffer;
  readonly #known = new Map<string, Promise<DataKey>>();

  constructor(db: Db, kek: Buffer) {
    this.#db = db;
    this.#kek = kek;
  }

  /**
   * The region's key for one purpose; made at first use, whichever process is first. What is answered is always in the
   * database: what is sealed with a key that is not can never be read again.
   */
  key(regionCode: string, purpose: KeyPurpose): Promise<DataKey> {
    const name = `${regionCode}|${purpose}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const loading = this.#load(regionCode, purpose);
    this.#known.set(name, loading);
    loading.catch(() => this.#known.delete(name));
    return loading;
  }

  async #load(region: string, purpose: KeyPurpose): Promise<DataKey> {
    const find = () =>
      this.#db
        .selectFrom('data_key')
        .select(['id', 'wrapped'])
        .where('region_code', '=', region)
        .where('purpose', '=', purpose)
        .orderBy('epoch', 'desc')
        .executeTakeFirst();
    let row = await find();
    if (row === undefined) {
      const id = newId();
      const wrapped = wrap(this.#kek, randomBytes(KEY_BYTES), `${region}|${purpose}|${id}`);
      await this.#db
        .insertInto('data_key')
        .values({ region_code: region, purpose, epoch: FIRST_EPOCH, id, wrapped })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      row = await find();
    }
    if (row === undefined) throw new Error(`no ${purpose} key for region ${region}`);
    return { id: row.id, key: unwrap(this.#kek, row.wrapped, `${region}|${purpose}|${row.id}`) };
  }
}

function wrap(kek: Buffer, key: Buffer, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', kek, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

function unwrap(kek: Buffer, wrapped: Buffer, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', kek, wrapped.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(context)).setAuthTag(wrapped.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Error('the key file (keys/kek) does not belong to this database', { cause });
  }
}
