/**
 * Check-ins per second at the centre, over the same transaction as bare SQL on the same PostgreSQL in the same run.
 * A real server process, signed requests on 16 connections (signed beforehand: that is the terminals' work), real
 * fsync. The two are measured in turns, so that the machine's mood is shared. Prints one JSON line.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { dayInChina } from '@anban/server/contract/common';
import { recordBytes } from '@anban/server/contract/evidence';
import { z } from 'zod';
import { importRoster } from '../../server/assessment/roster-import.ts';
import { STORE_CHECK_IN } from '../../server/evidence/statements.ts';
import { silentLog } from '../../server/log.ts';
import { type Foundation, openFoundation } from '../../server/services.ts';
import { makeCode } from '../../server/terminals/enrolment.ts';
import { numberOf } from '../../server/testing/centre.ts';
import { type SignedRequest, type Subject, TestTerminal } from '../../server/testing/terminal.ts';

const CONNECTIONS = 16;
const ROOMS = 'ABCDEFGH';
const TURNS = 3;
const PER_TERMINAL = Number(process.env.ANBAN_BENCH_CHECK_INS ?? 60);
const SITE = '370702-01';
/** Ticks of /proc/<pid>/stat per second (sysconf(_SC_CLK_TCK) on Linux). */
const TICKS_PER_S = 100;

const root = fileURLToPath(new URL('../..', import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), 'anban-bench-'));

/** One terminal with its people, all identified, ready to check them in. */
interface Prepared {
  readonly terminal: TestTerminal;
  readonly records: ReturnType<TestTerminal['checkIn']>[];
}

async function main(): Promise<void> {
  const configFile = join(dataDir, 'server.json');
  const sites = [{ code: SITE, name: 'bench' }];
  writeFileSync(configFile, JSON.stringify({ port: 0, dataDir, sites, databaseConnections: CONNECTIONS }));
  const server = spawn(process.execPath, [join(root, 'server/main.ts'), '--config', configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = `http://127.0.0.1:${await readyPort(server)}`;
    const foundation = await openFoundation({
      dataDir,
      databaseUrl: null,
      connections: CONNECTIONS,
      clock: systemClock,
      log: silentLog,
    });
    try {
      process.stdout.write(
        `${JSON.stringify({ name: 'check-ins', figures: await measure(foundation, url, server) })}\n`,
      );
    } finally {
      await foundation.database.close();
    }
  } finally {
    if (server.exitCode === null) {
      server.kill('SIGTERM');
      await once(server, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function readyPort(server: ChildProcess): Promise<number> {
  if (server.stdout === null) throw new Error('no output');
  const Ready = z.object({ event: z.literal('server-ready'), port: z.int() });
  const lines = createInterface({ input: server.stdout });
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    lines.on('line', (line) => {
      const ready = Ready.safeParse(JSON.parse(line));
      if (ready.success) resolve(ready.data.port);
    });
  });
}

async function measure(foundation: Foundation, url: string, server: ChildProcess) {
  const postmaster = postmasterPid();
  const total = { http: { ms: 0, n: 0 }, sql: { ms: 0, n: 0 }, node: 0, postgres: 0 };
  const latencies: number[] = [];
  // One turn of each to warm up, not counted.
  for (let turn = 0; turn <= TURNS; turn += 1) {
    const sql = await prepare(foundation, url, turn * 2);
    const sqlMs = await inParallel(sql, ({ terminal, records }) => runSql(foundation, terminal, records));
    const http = await prepare(foundation, url, turn * 2 + 1);
    const signed = new Map<Prepared, SignedRequest[]>();
    for (const one of http) signed.set(one, await signAll(one));
    const before = { node: cpuMs(server.pid ?? 0), postgres: cpuOfTree(postmaster) };
    const httpMs = await inParallel(
      http,
      async (one) => void latencies.push(...(await runHttp(url, signed.get(one) ?? []))),
    );
    if (turn === 0) {
      latencies.length = 0;
      continue;
    }
    const n = CONNECTIONS * PER_TERMINAL;
    total.sql.ms += sqlMs;
    total.sql.n += n;
    total.http.ms += httpMs;
    total.http.n += n;
    total.node += cpuMs(server.pid ?? 0) - before.node;
    total.postgres += cpuOfTree(postmaster) - before.postgres;
  }
  const http = (total.http.n / total.http.ms) * 1000;
  const sql = (total.sql.n / total.sql.ms) * 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => round(latencies[Math.floor(latencies.length * share)] ?? 0, 1);
  return {
    check_ins_per_s: round(http, 0),
    bare_sql_per_s: round(sql, 0),
    ratio: round(http / sql, 2),
    goal_ratio: 0.5,
    connections: CONNECTIONS,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    node_cpu_ms_per_check_in: round(total.node / total.http.n, 3),
    postgres_cpu_ms_per_check_in: round(total.postgres / total.http.n, 3),
  };
}

/** Terminals and examinees that were never used; every identity check is stored already. */
async function prepare(foundation: Foundation, url: string, batch: number): Promise<Prepared[]> {
  const subjects = await examinees(foundation, batch);
  return Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      const terminal = new TestTerminal(url);
      await terminal.enrol(unwrap(await makeCode(foundation, SITE)).code);
      const own = subjects.slice(i * PER_TERMINAL, (i + 1) * PER_TERMINAL);
      const checks = own.map((subject) => terminal.identityCheck(subject));
      for (const check of checks) {
        const { status } = await terminal.submit(check);
        if (status !== 200) throw new Error(`identity check: ${status}`);
      }
      return { terminal, records: checks.map((check) => terminal.checkIn(check)) };
    }),
  );
}

async function examinees({ database, ...services }: Foundation, batch: number): Promise<Subject[]> {
  const count = CONNECTIONS * PER_TERMINAL;
  const rows = Array.from({ length: count }, (_, i) => ({
    line: i + 2,
    name: '测试',
    number: numberOf(batch * count + i),
    room: ROOMS.charAt(i % ROOMS.length),
    siteCode: SITE,
  }));
  unwrap(await importRoster({ database, ...services }, rows, dayInChina(Date.now())));
  const found = await database.db
    .selectFrom('examinee')
    .select(['id', 'session_id'])
    .orderBy('id')
    .offset(batch * count)
    .limit(count)
    .execute();
  return found.map((row) => ({ examineeId: row.id, sessionId: row.session_id }));
}

async function signAll({ terminal, records }: Prepared): Promise<SignedRequest[]> {
  const requests: SignedRequest[] = [];
  for (const record of records) {
    requests.push(await terminal.sign('POST', '/v1/check-ins', JSON.stringify(terminal.signRecord(record))));
  }
  return requests;
}

/** Milliseconds for all; each terminal sends one after another, as its chain demands. */
async function inParallel(prepared: readonly Prepared[], work: (one: Prepared) => Promise<void>): Promise<number> {
  const started = performance.now();
  await Promise.all(prepared.map(work));
  return performance.now() - started;
}

/** Bare bytes on one connection: the load generator must not take the processor from what it measures. */
async function runHttp(url: string, requests: readonly SignedRequest[]): Promise<number[]> {
  const bytes = requests.map(wireBytes);
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setNoDelay(true);
  const times: number[] = [];
  await new Promise<void>((resolve, reject) => {
    let sent = 0;
    let started = 0;
    let received = '';
    const next = () => {
      const request = bytes[sent];
      if (request === undefined) return resolve();
      sent += 1;
      started = performance.now();
      socket.write(request);
    };
    socket.on('error', reject).on('close', () => reject(new Error('the server hung up')));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < end + 4 + length) return;
      if (!received.startsWith('HTTP/1.1 200 ')) return reject(new Error(received.slice(0, 400)));
      received = '';
      times.push(performance.now() - started);
      next();
    });
    next();
  });
  socket.removeAllListeners('close').destroy();
  return times;
}

function wireBytes({ method, path, headers, body }: SignedRequest): Buffer {
  const all = {
    host: 'centre',
    'content-type': 'application/json',
    ...headers,
    'content-length': Buffer.byteLength(body),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** The same statement with the same values, on a connection of its own. */
async function runSql({ database }: Foundation, terminal: TestTerminal, records: Prepared['records']): Promise<void> {
  const client = await database.pool.connect();
  try {
    for (const record of records) {
      const bytes = recordBytes(record);
      const digest = createHash('sha256').update(bytes).digest();
      const now = new Date().toISOString();
      const ids = [record.id, record.visitId, record.examineeId, record.sessionId];
      const chain = [record.regionCode, terminal.id, record.sequence, Buffer.from(record.previous, 'hex'), digest];
      const own = [record.identityCheckId, record.terminalNumber, record.at, dayInChina(Date.parse(record.at))];
      const values = [...chain, ...ids, bytes.toString('utf8'), Buffer.alloc(64), now, newId(), ...own, newId(), now];
      const { rows } = await client.query<{ number: number | null }>({ ...STORE_CHECK_IN, values });
      if (typeof rows[0]?.number !== 'number') throw new Error('the statement stored nothing');
    }
  } finally {
    client.release();
  }
}

function postmasterPid(): number {
  const { url } = z
    .object({ url: z.string() })
    .parse(JSON.parse(readFileSync(join(dataDir, 'connection.json'), 'utf8')));
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const [pid = '', , , port] = readFileSync(pidFile, 'utf8').split('\n');
  if (new URL(url).port !== port) throw new Error('another PostgreSQL');
  return Number(pid);
}

const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};
const ticks = (fields: readonly string[], from: number, to: number) =>
  fields.slice(from, to).reduce((sum, value) => sum + Number(value), 0);

/** proc(5): utime and stime are fields 14 and 15, the children's 16 and 17; `statOf` begins at field 3. */
const cpuMs = (pid: number): number => (ticks(statOf(pid), 11, 13) * 1000) / TICKS_PER_S;

/** The postmaster, its living backends, and those that ended. */
function cpuOfTree(postmaster: number): number {
  let sum = ticks(statOf(postmaster), 11, 15);
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = statOf(Number(name));
      if (Number(fields[1]) === postmaster) sum += ticks(fields, 11, 15);
    } catch {
      // It ended while we looked.
    }
  }
  return (sum * 1000) / TICKS_PER_S;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

await main();
