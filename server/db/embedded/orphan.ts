/**
 * A database whose data folder was deleted while its files lay elsewhere (`location.ts`): the password and the keys are
 * gone, so nothing in it can ever be opened or read again. It is moved aside, for somebody may have a backup of them.
 */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, livingPostmaster } from './postmaster.ts';

const POLL_MS = 50;

/** Where the database's password is kept. */
export const passwordFile = (dataDir: string): string => join(dataDir, 'database-password');

/**
 * The folder's new name, or null when it is no orphan. Throws, in words, when only the password is missing: then the
 * names in it can be read again, and somebody must decide.
 */
export async function setOrphanAside(dataDir: string, directory: string): Promise<string | null> {
  if (!isOrphan(dataDir, directory)) return null;
  const running = livingPostmaster(directory);
  if (running !== null) {
    // Nobody can sign in to it any more; it would run for ever.
    process.kill(running.pid, 'SIGINT');
    while (isAlive(running.pid) && livingPostmaster(directory) !== null) await wait(POLL_MS);
    // Another process may have done all of this in the meantime.
    if (!isOrphan(dataDir, directory)) return null;
  }
  const aside = `${directory}.orphaned-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`;
  renameSync(directory, aside);
  return aside;
}

/** Looked at in this order: a password is always written before the database is laid out. */
function isOrphan(dataDir: string, directory: string): boolean {
  if (!existsSync(join(directory, 'PG_VERSION')) || existsSync(passwordFile(dataDir))) return false;
  if (!existsSync(join(dataDir, 'keys', 'kek'))) return true;
  throw new Error(`${passwordFile(dataDir)} is gone, but the database and its keys are there: restore that file`);
}
