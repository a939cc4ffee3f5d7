/**
 * The embedded PostgreSQL: laid out once, started when nobody runs it, adopted when a killed process left it running,
 * stopped by the last process that leaves. It listens on 127.0.0.1 only and asks for a password (SCRAM).
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { secretFile } from '@anban/foundation/secret-file';
import pg from 'pg';
import type { ServerLog } from '../../log.ts';
import { APPLICATION_NAME } from '../database.ts';
import { findPrograms, type Programs } from './binaries.ts';
import { locateCluster } from './location.ts';
import { passwordFile, setOrphanAside } from './orphan.ts';
import { databaseOwner, type Owner } from './owner.ts';
import { isAlive, livingPostmaster } from './postmaster.ts';

const USER = 'anban';
const DATABASE = 'anban';
const START_DEADLINE_MS = 60_000;
const POLL_MS = 50;
const LAST_LOOKS = 20;

export interface Cluster {
  /** Connection string with the password: never log it. */
  readonly url: string;
  /** Stops PostgreSQL unless another process of ours still uses it. Call after closing your own connections. */
  release(): Promise<'stopped' | 'left-running'>;
}

export interface ClusterOptions {
  readonly dataDir: string;
  readonly log: ServerLog;
  /** Settings of postgresql.conf for this run, e.g. `fsync=off` in tests. */
  readonly settings?: readonly string[];
  /** Where the files go when the database's user cannot reach `dataDir`; /var/lib/anban unless given. */
  readonly sharedHome?: string;
}

export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const { dataDir, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const owner = databaseOwner();
  const { directory, programs, atHome } = locateCluster(dataDir, await findPrograms(), owner, options.sharedHome);
  if (!atHome) log.write('database-relocated', { directory });
  const aside = await setOrphanAside(dataDir, directory);
  if (aside !== null) log.write('database-set-aside', { directory: aside });
  const password = readOrCreatePassword(passwordFile(dataDir));
  if (!existsSync(join(directory, 'PG_VERSION'))) {
    await layOut(programs, directory, password, owner);
    log.write('database-created', { directory });
  }
  const left = livingPostmaster(directory);
  const adopted = left !== null && (await answers(urlOf(left.port, password), left.pid));
  const port = adopted ? left.port : await start(programs, directory, password, owner, options.settings ?? []);
  log.write(adopted ? 'database-adopted' : 'database-started', { port });
  await createDatabaseIfMissing(urlOf(port, password, 'postgres'));
  const url = urlOf(port, password);
  return { url, release: () => release(directory, urlOf(port, password, 'postgres'), log) };
}

const urlOf = (port: number, password: string, database = DATABASE) =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

const readOrCreatePassword = (path: string): string =>
  secretFile(path, () => Buffer.from(randomBytes(24).toString('base64url')))
    .toString('utf8')
    .trim();

async function layOut(programs: Programs, directory: string, password: string, owner: Owner | null): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'anban-initdb-'));
  const passwordFile = join(scratch, 'password');
  // Laid out beside and moved in one step: a process killed half-way leaves no half a database.
  const unfinished = `${directory}.${process.pid}`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  mkdirSync(unfinished, { mode: 0o700 });
  if (owner !== null) for (const path of [scratch, passwordFile, unfinished]) chownSync(path, owner.uid, owner.gid);
  const fixed = ['--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--data-checksums'];
  const args = [`--pgdata=${unfinished}`, `--username=${USER}`, `--pwfile=${passwordFile}`, ...fixed];
  try {
    await promisify(execFile)(programs.initdb, args, { ...owner, cwd: unfinished });
    moveUnlessTaken(unfinished, directory);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** An empty folder is replaced; one that another process filled meanwhile stays. */
function moveUnlessTaken(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if (!existsSync(join(to, 'PG_VERSION'))) throw cause;
  }
}

/** The port on which it answers. Its own process group, so that Ctrl-C reaches it only through us. */
async function start(
  programs: Programs,
  directory: string,
  password: string,
  owner: Owner | null,
  settings: readonly string[],
): Promise<number> {
  const port = await freePort();
  const fixed = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_min_messages=error',
    'logging_collector=off',
  ];
  const args = ['-D', directory, '-p', String(port), ...[...fixed, ...settings].flatMap((setting) => ['-c', setting])];
  const child = spawn(programs.postgres, args, { ...owner, cwd: directory, detached: true, stdio: 'ignore' });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  child.unref();
  const ready = child.pid === undefined ? failed : answers(urlOf(port, password), child.pid);
  if (await Promise.race([ready, failed])) return port;
  // Somebody else started the same folder in the same moment: PostgreSQL let one of us win.
  const winner = livingPostmaster(directory);
  if (winner !== null && (await answers(urlOf(winner.port, password), winner.pid))) return winner.port;
  throw new Error(`the embedded database in ${directory} does not start`);
}

/** True when it takes our password (a missing database is an answer too); false when its process is gone. */
async function answers(url: string, pid: number): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (isAlive(pid) && Date.now() < deadline) {
    const client = new pg.Client({
      connectionString: url.replace(/\/[^/]*$/, '/postgres'),
      application_name: 'anban-probe',
    });
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await wait(POLL_MS);
    }
  }
  return false;
}

async function createDatabaseIfMissing(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount !== 0) return;
    await client.query(`create database ${DATABASE}`).catch((cause: unknown) => {
      if (!(cause instanceof pg.DatabaseError && /^(42P04|23505)$/.test(cause.code ?? ''))) throw cause;
    });
  });
}

async function release(directory: string, adminUrl: string, log: ServerLog): Promise<'stopped' | 'left-running'> {
  const running = livingPostmaster(directory);
  if (running === null) return 'stopped';
  // Our own last connections may still be on their way out.
  let others = await countOthers(adminUrl);
  for (let i = 0; i < LAST_LOOKS && others > 0; i += 1) {
    await wait(POLL_MS);
    others = await countOthers(adminUrl);
  }
  if (others > 0) {
    log.write('database-left-running', { connections: others });
    return 'left-running';
  }
  // SIGINT is PostgreSQL's "fast shutdown": connections are ended, everything is written.
  process.kill(running.pid, 'SIGINT');
  while (isAlive(running.pid) && livingPostmaster(directory) !== null) await wait(POLL_MS);
  return 'stopped';
}

const countOthers = (adminUrl: string): Promise<number> =>
  withClient(adminUrl, async (client) => {
    const text = 'select count(*)::int as others from pg_stat_activity where application_name = $1';
    const { rows } = await client.query<{ others: number }>(text, [APPLICATION_NAME]);
    return rows[0]?.others ?? 0;
  }).catch(() => 0);

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'anban-admin' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
