/**
 * Where the embedded database keeps its files. Its user must be able to reach both the programs and the data; a
 * checkout under `/root` or another closed home is neither, so then both live under /var/lib/anban.
 */
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Programs } from './binaries.ts';
import type { Owner } from './owner.ts';

const SHARED_HOME = '/var/lib/anban';

export interface Location {
  readonly directory: string;
  readonly programs: Programs;
  /** False when it had to be somewhere else than under the data folder. */
  readonly atHome: boolean;
}

const homeOf = (dataDir: string): string => join(resolve(dataDir), 'postgres');

function sharedOf(dataDir: string, sharedHome: string): string {
  const key = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12);
  return join(sharedHome, `data-${key}`);
}

/** Whether a database was ever laid out for this data folder. Looks only. */
export const clusterExists = (dataDir: string, sharedHome = SHARED_HOME): boolean =>
  [homeOf(dataDir), sharedOf(dataDir, sharedHome)].some((directory) => existsSync(join(directory, 'PG_VERSION')));

/** Creates the folder (not its content) and answers where it is. `dataDir` exists. */
export function locateCluster(
  dataDir: string,
  programs: Programs,
  owner: Owner | null,
  sharedHome = SHARED_HOME,
): Location {
  const home = homeOf(dataDir);
  if (owner === null) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return { directory: home, programs, atHome: true };
  }
  // Our own folder may be passed through; what it holds is closed file by file (0600) or folder by folder (0700).
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const reachable = isReachable(resolve(dataDir), owner);
  const directory = reachable ? home : sharedOf(dataDir, sharedHome);
  if (!reachable) mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chownSync(directory, owner.uid, owner.gid);
  const runnable = isReachable(dirname(programs.postgres), owner);
  return { directory, programs: runnable ? programs : copyPrograms(programs, sharedHome), atHome: reachable };
}

/** Every folder from the root down to `path` lets the owner through. */
function isReachable(path: string, owner: Owner): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { uid, gid, mode } = statSync(at);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** A copy that the owner can run, made once per version of the package. */
function copyPrograms(programs: Programs, sharedHome: string): Programs {
  const native = dirname(dirname(programs.postgres));
  const key = createHash('sha256')
    .update(native + statSync(programs.postgres).mtimeMs)
    .digest('hex')
    .slice(0, 12);
  const target = join(sharedHome, `programs-${key}`);
  if (!existsSync(target)) {
    const unfinished = `${target}.${process.pid}`;
    mkdirSync(sharedHome, { recursive: true, mode: 0o755 });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, target);
  }
  accessSync(join(target, 'bin'), constants.R_OK);
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres') };
}
