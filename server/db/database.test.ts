import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServerLog, silentLog } from '../log.ts';
import { connectDatabase, type Database } from './database.ts';
import { openCluster } from './embedded/cluster.ts';
import { locateCluster } from './embedded/location.ts';
import { setOrphanAside } from './embedded/orphan.ts';
import { livingPostmaster } from './embedded/postmaster.ts';
import { isUnavailable } from './failures.ts';
import { grantLeast, migrate } from './migrate.ts';
import { retried } from './retry.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let place: TestDatabase;
let database: Database;
const onIdleError = () => undefined;
beforeAll(async () => {
  place = await createTestDatabase();
  database = connectDatabase({ url: place.url, connections: 6, role: null, onIdleError });
  await migrate(database.db);
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

test('migrated by five processes at once: once', async () => {
  const other = await createTestDatabase();
  const all = Array.from({ length: 5 }, () =>
    connectDatabase({ url: other.url, connections: 2, role: null, onIdleError }),
  );
  const ran = await Promise.all(all.map(({ db }) => migrate(db)));
  expect(ran.filter((count) => count > 0)).toHaveLength(1);
  await Promise.all(all.map((one) => one.close()));
  await other.drop();
});

test('the tables.ts files name the columns that the database has', async () => {
  const columns = sql<{ table_name: string; columns: string[] }>`
    select table_name, array_agg(column_name::text order by column_name) as columns from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%' group by table_name order by table_name`;
  const { rows } = await columns.execute(database.db);
  const server = new URL('..', import.meta.url);
  const source = readdirSync(server)
    .map((folder) => new URL(`${folder}/tables.ts`, server))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').replace(/^[\s\S]*?export interface/, ''))
    .join('\n');
  for (const row of rows) {
    const block = new RegExp(`\\b${row.table_name}: \\{([^}]*)\\}`).exec(source)?.[1] ?? '';
    const named = [...block.matchAll(/(\w+)\??:/g)].map(([, name]) => name ?? '').sort();
    expect([row.table_name, named]).toEqual([row.table_name, row.columns.sort()]);
  }
  expect(rows.length).toBeGreaterThanOrEqual(24);
});

test('every table is keyed by its region first, and nothing counts globally', async () => {
  const keys = sql<{ first: string }>`
    select a.attname as first from pg_index i
    join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
    where i.indisunique and n.nspname = 'public' and c.relname not like 'kysely%'`;
  expect(new Set((await keys.execute(database.db)).rows.map(({ first }) => first))).toEqual(new Set(['region_code']));
  const strangers = sql`
    select 1 from pg_sequences union all select 1 from pg_trigger where not tgisinternal`;
  expect((await strangers.execute(database.db)).rows).toEqual([]);
});

test('the working role may add to the audit log and to evidence, and change neither', async () => {
  await grantLeast(database.db);
  const working = connectDatabase({ url: place.url, connections: 1, role: 'anban_app', onIdleError });
  for (const table of ['audit_entry', 'audit_checkpoint', 'evidence_record', 'check_in', 'case_event']) {
    await expect(working.pool.query(`select * from ${table}`)).resolves.toBeDefined();
    await expect(working.pool.query(`delete from ${table}`)).rejects.toThrow('permission denied');
    await expect(working.pool.query(`update ${table} set region_code = 'x'`)).rejects.toThrow('permission denied');
    await expect(working.pool.query(`truncate ${table} cascade`)).rejects.toThrow('permission denied');
  }
  await working.close();
});

test('a user who is only a member of the working role starts the server: nothing is left to migrate', async () => {
  await grantLeast(database.db);
  const password = randomBytes(12).toString('hex');
  const user = `member_${randomBytes(4).toString('hex')}`;
  await database.pool.query(`create role ${user} login password '${password}' in role anban_app`);
  const url = Object.assign(new URL(place.url), { username: user, password }).href;
  const member = connectDatabase({ url, connections: 1, role: null, onIdleError });
  expect(await migrate(member.db)).toBe(0);
  await expect(member.pool.query('delete from audit_entry')).rejects.toThrow('permission denied');
  await expect(member.pool.query('drop table audit_entry')).rejects.toThrow('must be owner');
  await member.close();
  await database.pool.query(`drop role ${user}`);
});

describe('two transactions that lock each other out', () => {
  test('the one that PostgreSQL ends is done again, and both succeed', async () => {
    const { db } = database;
    for (const code of ['1', '2']) await db.insertInto('site').values({ region_code: '0', code, name: '' }).execute();
    const rename = (code: string, name: string) => ({ code, name });
    let met = 0;
    let release = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    let attempts = 0;
    const work = (first: { code: string; name: string }, second: { code: string; name: string }) =>
      retried(() =>
        db.transaction().execute(async (tx) => {
          attempts += 1;
          const put = ({ code, name }: { code: string; name: string }) =>
            tx.updateTable('site').set({ name }).where('region_code', '=', '0').where('code', '=', code).execute();
          await put(first);
          met += 1;
          if (met === 2) release();
          await both;
          await put(second);
        }),
      );
    await Promise.all([work(rename('1', 'a'), rename('2', 'a')), work(rename('2', 'b'), rename('1', 'b'))]);
    expect(attempts).toBe(3);
  });

  test('any other error goes through at once', async () => {
    let attempts = 0;
    const work = retried(async () => {
      attempts += 1;
      throw new Error('other');
    });
    await expect(work).rejects.toThrow('other');
    expect(attempts).toBe(1);
  });
});

test('what means that the database is away', async () => {
  const nobody = new pg.Client({ connectionString: 'postgres://x@127.0.0.1:1/x' });
  const refused: unknown = await nobody.connect().catch((cause: unknown) => cause);
  expect(isUnavailable(refused)).toBe(true);
  expect(isUnavailable(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isUnavailable(new Error('a bug'))).toBe(false);
});

describe('the embedded database', () => {
  test('a folder half laid out by a killed process is laid out anew; the data survive a kill -9 of PostgreSQL', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'anban-cluster-'));
    mkdirSync(join(dataDir, 'postgres.999999'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres.999999', 'PG_VERSION'), '18');
    const first = await openCluster({ dataDir, log: silentLog });
    const ask = async (url: string, text: string) => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      const { rows } = await client.query(text);
      await client.end();
      return rows;
    };
    await ask(first.url, 'create table kept (n int); insert into kept values (1)');
    const running = livingPostmaster(join(dataDir, 'postgres'));
    if (running === null) throw new Error('not running');
    process.kill(running.pid, 'SIGKILL');
    const second = await openCluster({ dataDir, log: silentLog });
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(await second.release()).toBe('stopped');
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('only the password is gone, and the keys are there: said in words, nothing is moved', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'anban-cluster-'));
    mkdirSync(join(dataDir, 'postgres'));
    mkdirSync(join(dataDir, 'keys'));
    for (const file of ['postgres/PG_VERSION', 'keys/kek']) writeFileSync(join(dataDir, file), '18');
    await expect(setOrphanAside(dataDir, join(dataDir, 'postgres'))).rejects.toThrow('restore that file');
    expect(existsSync(join(dataDir, 'postgres', 'PG_VERSION'))).toBe(true);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test.skipIf(process.getuid?.() !== 0)(
    'the data folder was deleted while its database lives elsewhere and still runs: set aside, begun anew',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'anban-closed-'));
      const sharedHome = mkdtempSync(join(tmpdir(), 'anban-shared-'));
      chmodSync(sharedHome, 0o755);
      const dataDir = join(closed, 'data');
      const lines: string[] = [];
      const log = createServerLog({ write: (line) => void lines.push(line) });
      const options = { dataDir, log, sharedHome, settings: ['fsync=off'] };
      const lost = await openCluster(options);
      const ask = async (url: string, text: string) => {
        const client = new pg.Client({ connectionString: url });
        client.on('error', () => undefined);
        await client.connect();
        const { rows } = await client.query(text);
        await client.end();
        return rows;
      };
      await ask(lost.url, 'create table old (n int)');
      rmSync(dataDir, { recursive: true });
      const anew = await openCluster(options);
      expect(await ask(anew.url, "select to_regclass('old') as old")).toEqual([{ old: null }]);
      await expect(ask(lost.url, 'select 1')).rejects.toThrow();
      const folders = readdirSync(sharedHome).filter((name) => name.startsWith('data-'));
      expect(folders.filter((name) => name.includes('.orphaned-'))).toHaveLength(1);
      expect(folders).toHaveLength(2);
      expect(lines.join('')).toContain('"event":"database-set-aside"');
      expect(await anew.release()).toBe('stopped');
      const again = await openCluster(options);
      expect(await again.release()).toBe('stopped');
      expect(lines.join('').match(/database-set-aside/g)).toHaveLength(1);
      for (const folder of [closed, sharedHome]) rmSync(folder, { recursive: true, force: true });
    },
  );

  test.skipIf(process.getuid?.() !== 0)(
    'run by root in a closed home: the data are where their user can reach them',
    () => {
      const closed = mkdtempSync(join(tmpdir(), 'anban-closed-'));
      const shared = mkdtempSync(join(tmpdir(), 'anban-shared-'));
      const dataDir = join(closed, 'data');
      mkdirSync(dataDir, { mode: 0o700 });
      const owner = { uid: 65_534, gid: 65_534 };
      const programs = { initdb: '/usr/bin/true', postgres: '/usr/bin/true' };
      const found = locateCluster(dataDir, programs, owner, join(shared, 'anban'));
      expect(found.atHome).toBe(false);
      expect(found.directory.startsWith(join(shared, 'anban', 'data-'))).toBe(true);
      expect(statSync(found.directory)).toMatchObject({ uid: 65_534, gid: 65_534 });
      expect(locateCluster(dataDir, programs, owner, join(shared, 'anban')).directory).toBe(found.directory);
      for (const folder of [closed, shared]) rmSync(folder, { recursive: true, force: true });
    },
  );
});
