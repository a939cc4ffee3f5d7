/**
 * The terminal's own store: one SQLite file, written through to the disk at every commit (WAL, synchronous = FULL),
 * open in one process only. Kill the process at any moment: what was committed is there, what was not is not.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { MIGRATIONS } from './migrations.ts';
import { Sealer } from './sealer.ts';
import { secretFile } from './secret.ts';

export interface Store {
  readonly db: DatabaseSync;
  readonly sealer: Sealer;
  /** Runs `work` in one transaction: all of it is durable when this returns, none of it when it throws. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** The store cannot be used: in use by another process, damaged, or sealed with another secret. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

const PROOF = { table: 'fact', column: 'value', row: 'proof' };

/** Opens or creates the store in `folder` (mode 0700). Throws `StoreError` in words. */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'terminal.sqlite');
  const sealer = new Sealer(secretFile(join(folder, 'store-secret'), () => randomBytes(32)));
  const db = new DatabaseSync(path);
  try {
    chmodSync(path, 0o600);
    db.exec(
      'pragma busy_timeout = 1000; pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;',
    );
    migrate(db);
    prove(db, sealer);
  } catch (cause) {
    db.close();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`cannot open the store ${path} (is another bridge using this folder?): ${messageOf(cause)}`);
  }
  return { db, sealer, transaction: (work) => transaction(db, work), close: () => db.close() };
}

/** True for what SQLite itself throws: disk full, file gone, input/output error. */
export const isStoreFailure = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';

function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate');
  try {
    const value = work();
    db.exec('commit');
    return value;
  } catch (error) {
    // A failed commit (disk full) may have ended the transaction already.
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

function migrate(db: DatabaseSync): void {
  const { user_version: done } = z.object({ user_version: z.int() }).parse(db.prepare('pragma user_version').get());
  if (done > MIGRATIONS.length) throw new StoreError('the store was written by a newer version of this program');
  MIGRATIONS.slice(done).forEach((sql, i) => {
    transaction(db, () => db.exec(`${sql}; pragma user_version = ${done + i + 1};`));
  });
}

/** A secret that was lost and made anew must stop the start here, not surprise a visit later. */
function prove(db: DatabaseSync, sealer: Sealer): void {
  const row = db.prepare('select value from fact where name = ?').get(PROOF.row);
  if (row === undefined) {
    db.prepare('insert into fact (name, value) values (?, ?)').run(PROOF.row, sealer.seal(PROOF, 'anban'));
    return;
  }
  try {
    sealer.open(PROOF, z.object({ value: z.instanceof(Uint8Array) }).parse(row).value);
  } catch {
    throw new StoreError('the store was sealed with another secret: restore the file store-secret beside it');
  }
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
