/** PostgreSQL refuses to run as root. Then it runs as the system user `postgres`, made if there is none. */
import { execFileSync } from 'node:child_process';

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The user to run PostgreSQL as, or null when this process's own user will do. */
export function databaseOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null;
  const owner = lookUp('postgres') ?? create() ?? lookUp('nobody');
  if (owner === null) throw new Error('run as root without a user for the database: create a system user "postgres"');
  return owner;
}

function lookUp(user: string): Owner | null {
  try {
    const ask = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return null;
  }
}

function create(): Owner | null {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
    return lookUp('postgres');
  } catch {
    return null;
  }
}
