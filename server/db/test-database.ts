/**
 * PostgreSQL for tests: one embedded server per test file, started when first asked for and gone afterwards; or, with
 * TEST_DATABASE_URL, a database of its own on that server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { silentLog } from '../log.ts';
import { type Cluster, openCluster } from './embedded/cluster.ts';

export interface TestDatabase {
  /** Connection string of an empty database. */
  readonly url: string;
  /** A folder of its own for keys and files. */
  readonly dataDir: string;
  drop(): Promise<void>;
}

/** Nothing here outlives the test, so nothing needs to reach the disk. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=32MB'];

let cluster: { opened: Promise<Cluster>; dataDir: string; users: number } | null = null;
let made = 0;

export async function createTestDatabase(): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'anban-test-'));
  const server = process.env.TEST_DATABASE_URL ?? (await embedded());
  made += 1;
  const name = `test_${process.pid}_${made}`;
  await admin(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    dataDir,
    async drop() {
      await admin(server, `drop database if exists ${name} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
      await leave();
    },
  };
}

async function embedded(): Promise<string> {
  if (cluster === null) {
    const dataDir = mkdtempSync(join(tmpdir(), 'anban-test-cluster-'));
    cluster = { opened: openCluster({ dataDir, log: silentLog, settings: SETTINGS }), dataDir, users: 0 };
  }
  cluster.users += 1;
  return (await cluster.opened).url;
}

async function leave(): Promise<void> {
  if (cluster === null) return;
  cluster.users -= 1;
  if (cluster.users > 0) return;
  const { opened, dataDir } = cluster;
  cluster = null;
  await (await opened).release();
  rmSync(dataDir, { recursive: true, force: true });
}

async function admin(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
