/**
 * Case events per second through the kernel, over bare SQL that writes the same rows on the same PostgreSQL in the same
 * run. The real machines on their happy path (open, apply, accept, decide, serve, apply for assessment, compute and
 * decide the benefit; not the session and its experts), 16 at once, real fsync. The bare statements are what the kernel
 * wrote in a recorded turn, sent as named statements under other ids: no reads, no rules, no encryption, no retries.
 * The two are measured in turns and medians taken. Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { putSite } from '../../server/assessment/sites.ts';
import { caseServices } from '../../server/cases/compose.ts';
import type { CaseServices } from '../../server/cases/services.ts';
import { dayInChina } from '../../server/contract/common.ts';
import { silentLog } from '../../server/log.ts';
import { beginningOf } from '../../server/seed/population.ts';
import { prepare } from '../../server/seed/prepare.ts';
import { openFoundation } from '../../server/services.ts';
import { putInsuranceRecord } from '../../server/simulators/insurance-records.ts';
import { simulatedPartners } from '../../server/simulators/partners.ts';
import { cpuOfPostgres, median, postmasterOf, round } from './cpu-time.ts';
import { type BenchCase, type Command, lookUp, REGION, SITE, stagesFor } from './happy-path.ts';
import { elsewhere, playBare, recording, recordPool, type Transaction } from './written-statements.ts';

const CONNECTIONS = 16;
const CASES = Number(process.env.ANBAN_BENCH_CASE_EVENTS ?? 96);
const TURNS = Number(process.env.ANBAN_BENCH_TURNS ?? 5);
const TODAY = dayInChina(Date.now());
const dataDir = mkdtempSync(join(tmpdir(), 'anban-bench-'));

async function main(): Promise<void> {
  const options = { dataDir, databaseUrl: null, connections: CONNECTIONS, clock: systemClock, log: silentLog };
  const foundation = await openFoundation(options);
  try {
    recordPool(foundation.database.pool);
    const services = caseServices(foundation, simulatedPartners);
    await putSite(foundation.database, systemClock, { code: SITE, name: 'bench' });
    await prepare(services, { regionCode: REGION, siteCode: SITE, cases: CASES, from: TODAY, until: TODAY });
    process.stdout.write(`${JSON.stringify({ name: 'case-events', figures: await measure(services) })}\n`);
  } finally {
    await foundation.database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Turn {
  readonly ms: number;
  readonly node: number;
  readonly postgres: number;
}

async function measure(services: CaseServices) {
  await insureAll(services);
  // The first turn warms up and is recorded; it is not measured.
  const { stages, statements } = await record(services);
  await playStages(services, stages, 1);
  const steps = stages.reduce((sum, transactions) => sum + transactions.length, 0);
  const before = await events(services);
  const kernel: Turn[] = [];
  const bare: Turn[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    bare.push(await playStages(services, stages, turn + 2));
    kernel.push(await kernelTurn(services));
  }
  // A played turn has as many events as a taken one.
  const n = ((await events(services)) - before) / (2 * TURNS);
  const perSecond = (turns: readonly Turn[]) => median(turns.map(({ ms }) => (n / ms) * 1000));
  const cpu = (turns: readonly Turn[], of: 'node' | 'postgres') => round(median(turns.map((turn) => turn[of] / n)), 3);
  const written = stages.flat().reduce((sum, transaction) => sum + transaction.length + 2, 0);
  return {
    case_events_per_s: round(perSecond(kernel), 0),
    bare_sql_events_per_s: round(perSecond(bare), 0),
    ratio: round(median(kernel.map(({ ms }, i) => (bare[i]?.ms ?? 0) / ms)), 2),
    goal_ratio: 0.4,
    connections: CONNECTIONS,
    events_per_step: round(n / steps, 2),
    statements_per_step: round(statements / steps, 1),
    bare_statements_per_step: round(written / steps, 1),
    node_cpu_ms_per_event: cpu(kernel, 'node'),
    postgres_cpu_ms_per_event: cpu(kernel, 'postgres'),
    bare_node_cpu_ms_per_event: cpu(bare, 'node'),
    bare_postgres_cpu_ms_per_event: cpu(bare, 'postgres'),
  };
}

async function insureAll(services: CaseServices): Promise<void> {
  const population = { seed: 7, regionCode: REGION, cases: 1000, from: TODAY, until: TODAY };
  for (let index = 0; index < CASES; index += 1) {
    const { file } = beginningOf(population, index);
    const insurance = { insured: [{ from: '2020-01-01', until: null }], wages: [], originalWage: '6000' };
    const person = { regionCode: REGION, number: file.person.number };
    await services.database.db.transaction().execute((tx) => putInsuranceRecord(tx, services, person, insurance));
  }
}

const newCases = (): BenchCase[] =>
  Array.from({ length: CASES }, (_, index) => ({ index, caseId: '', parts: new Map(), packages: [] }));

const events = async ({ database }: CaseServices): Promise<number> => {
  const { count } = await database.db
    .selectFrom('case_event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
};

async function record(services: CaseServices): Promise<{ stages: Transaction[][]; statements: number }> {
  const cases = newCases();
  const stages: Transaction[][] = [];
  let statements = 0;
  for (const stage of stagesFor(services, TODAY)) {
    const written: Transaction[] = [];
    const commands = stage(cases).map(
      (command): Command =>
        async () => {
          const take = await recording(async () => void (await command()));
          written.push(...take.transactions);
          statements += take.statements;
        },
    );
    await atOnce(commands);
    await lookUp(services, cases);
    stages.push(written);
  }
  return { stages, statements };
}

async function kernelTurn(services: CaseServices): Promise<Turn> {
  const cases = newCases();
  let total: Turn = { ms: 0, node: 0, postgres: 0 };
  for (const stage of stagesFor(services, TODAY)) {
    const commands = stage(cases);
    total = add(total, await measured(() => atOnce(commands)));
    await lookUp(services, cases);
  }
  return total;
}

async function playStages(services: CaseServices, stages: readonly Transaction[][], turn: number): Promise<Turn> {
  let total: Turn = { ms: 0, node: 0, postgres: 0 };
  for (const stage of stages) {
    const moved = stage.map((transaction) =>
      transaction.map((each) => ({ ...each, values: each.values.map((value) => elsewhere(value, turn)) })),
    );
    const commands = moved.map(
      (transaction): Command =>
        async () => {
          const client = await services.database.pool.connect();
          await playBare(client, [transaction]).finally(() => client.release());
        },
    );
    total = add(total, await measured(() => atOnce(commands)));
  }
  return total;
}

const add = (a: Turn, b: Turn): Turn => ({ ms: a.ms + b.ms, node: a.node + b.node, postgres: a.postgres + b.postgres });

async function measured(work: () => Promise<void>): Promise<Turn> {
  const postmaster = postmasterOf(dataDir);
  const postgres = cpuOfPostgres(postmaster);
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, node: (user + system) / 1000, postgres: cpuOfPostgres(postmaster) - postgres };
}

async function atOnce(commands: Command[]): Promise<void> {
  const waiting = [...commands];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
}

await main();
