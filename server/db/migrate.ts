/** Brings the tables up to date: plain SQL files in order, under the Migrator's lock, so that N processes may start. */
import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Db } from './database.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
    const entries = files.map(async (file): Promise<[string, Migration]> => {
      const text = await readFile(new URL(file, FOLDER), 'utf8');
      return [file.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) }];
    });
    return Object.fromEntries(await Promise.all(entries));
  },
};

/** Makes the role of `grants.sql` and gives it what it may do. Needs the right to create roles. */
export async function grantLeast(db: Db): Promise<void> {
  await sql.raw(await readFile(new URL('./grants.sql', import.meta.url), 'utf8')).execute(db);
}

/** The number of migrations that were run; throws when one fails (nothing of it is kept). */
export async function migrate(db: Db): Promise<number> {
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
  return results?.length ?? 0;
}

/** Whether every migration was run. Looks only. */
export async function isUpToDate(db: Db): Promise<boolean> {
  const migrations = await new Migrator({ db, provider }).getMigrations();
  return migrations.every(({ executedAt }) => executedAt !== undefined);
}
