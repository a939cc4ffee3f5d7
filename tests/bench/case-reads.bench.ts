/**
 * A page of the work list and the read of a whole case, p95, with 10⁴, 10⁵ and 10⁶ cases in the database: both must stay
 * as they are. Through the functions that the API uses, with their audit entry; one after another, so that the time is
 * that of the work and not of a queue. ANBAN_BENCH_CASES (default 1000000) is where it ends. Prints one JSON line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { sql } from 'kysely';
import { z } from 'zod';
import { putSite } from '../../server/assessment/sites.ts';
import { caseServices } from '../../server/cases/compose.ts';
import { readCase } from '../../server/cases/read/case.ts';
import type { WorkPosition } from '../../server/cases/read/cursor.ts';
import { readWork, workQuery } from '../../server/cases/read/work-list.ts';
import type { CaseServices } from '../../server/cases/services.ts';
import { dayInChina } from '../../server/contract/common.ts';
import { silentLog } from '../../server/log.ts';
import { multiply } from '../../server/seed/bulk.ts';
import { openFoundation } from '../../server/services.ts';
import { simulatedPartners } from '../../server/simulators/partners.ts';
import { round } from './cpu-time.ts';
import { type BenchCase, lookUp, REGION, SITE, stagesFor } from './happy-path.ts';

const MOST = Number(process.env.ANBAN_BENCH_CASES ?? 1_000_000);
const SIZES = [...new Set([10_000, 100_000, 1_000_000, MOST])].filter((size) => size <= MOST).sort((a, b) => a - b);
const PATTERNS = 60;
/** How far the patterns have come: drafts, applications, accepted and proposed cases wait for somebody. */
const STAGES_OF_A_PATTERN = [1, 2, 5, 8];
const READS = 400;
const ROLES = ['officer', 'chief', 'clerk'] as const;
const PAGE = 50;
const dataDir = mkdtempSync(join(tmpdir(), 'anban-bench-'));

async function main(): Promise<void> {
  const options = { dataDir, databaseUrl: null, connections: 16, clock: systemClock, log: silentLog };
  const foundation = await openFoundation(options);
  try {
    // Loading need not wait for the disk; reads are not touched by it, and their audit entries alike at every size.
    foundation.database.pool.on('connect', (client) => void client.query('set synchronous_commit = off'));
    const services = caseServices(foundation, simulatedPartners);
    await putSite(foundation.database, systemClock, { code: SITE, name: 'bench' });
    await makePatterns(services);
    const sizes: Size[] = [];
    let made = 0;
    for (const size of SIZES) {
      const started = performance.now();
      const progress = (copies: number) => process.stderr.write(`${made + copies}/${size}\n`);
      const from = Date.now() - 86_400_000;
      await multiply(services, { regionCode: REGION, cases: size - made, from, first: made, progress });
      const seconds = (performance.now() - started) / 1000;
      await settle(services);
      sizes.push({ ...(await measure(services, size)), load_cases_per_s: round((size - made) / seconds, 0) });
      made = size;
    }
    const figures = { sizes: JSON.stringify(sizes), ...ratios(sizes), goal_ratio: 1.5 };
    process.stdout.write(`${JSON.stringify({ name: 'case-reads', figures })}\n`);
  } finally {
    await foundation.database.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function makePatterns(services: CaseServices): Promise<void> {
  const stages = stagesFor(services, dayInChina(Date.now()));
  const cases = Array.from(
    { length: PATTERNS },
    (_, index): BenchCase => ({ index, caseId: '', parts: new Map(), packages: [] }),
  );
  for (const [place, stage] of stages.slice(0, Math.max(...STAGES_OF_A_PATTERN)).entries()) {
    const ready = cases.filter((one) => place < (STAGES_OF_A_PATTERN[one.index % STAGES_OF_A_PATTERN.length] ?? 0));
    for (const command of stage(ready)) await command();
    await lookUp(services, ready);
  }
}

/** As autovacuum would within minutes: statistics, and the visibility that index scans stand on. */
async function settle({ database }: CaseServices): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('reset role');
    for (const table of ['work_case', 'case_part', 'case_event', 'case_timer'])
      await client.query(`vacuum analyze ${table}`);
  } finally {
    client.release(true);
  }
}

interface Figures {
  readonly cases: number;
  readonly work_p50_ms: number;
  readonly work_p95_ms: number;
  readonly read_p50_ms: number;
  readonly read_p95_ms: number;
  readonly scans: readonly string[];
}
type Size = Figures & { readonly load_cases_per_s: number };

async function measure(services: CaseServices, cases: number): Promise<Figures> {
  const { db } = services.database;
  const ids = await someIds(services, READS);
  const work: number[] = [];
  const read: number[] = [];
  const places = new Map<string, WorkPosition | null>();
  // The first tenth warms up.
  for (let n = -READS / 10; n < READS; n += 1) {
    const role = ROLES[(n + READS) % ROLES.length] ?? 'officer';
    const begun = performance.now();
    const after = places.get(role) ?? null;
    const { next } = await readWork(services, db, { regionCode: REGION, role, expertId: null, after, limit: PAGE });
    const paged = performance.now();
    places.set(role, next);
    const caseId = ids[(n + READS) % ids.length] ?? '';
    const reading = { regionCode: REGION, caseId, disclosure: 'own', purpose: 'handling', recipient: null } as const;
    const answer = await readCase(services, { ...reading, actor: 'officer:bench' });
    if (answer === null) throw new Error('no such case');
    if (n < 0) continue;
    work.push(paged - begun);
    read.push(performance.now() - paged);
  }
  const [p50, p95] = [0.5, 0.95].map((share) => (times: number[]) => round(at(times, share), 2));
  if (p50 === undefined || p95 === undefined) throw new Error('two shares');
  return {
    ...{ cases, work_p50_ms: p50(work), work_p95_ms: p95(work), read_p50_ms: p50(read), read_p95_ms: p95(read) },
    scans: await scansOf(services, ids[0] ?? ''),
  };
}

const at = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

/** Spread over all, so that not only what was written last is read. */
async function someIds({ database }: CaseServices, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (select id, row_number() over (order by id) as n, count(*) over () as total from work_case) c
    where n % greatest(1, total / ${count}) = 0 limit ${count}`.execute(database.db);
  return rows.map(({ id }) => id);
}

const Plan = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  Plans: z.unknown().optional(),
});
const Explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: z.unknown() })) }));

/** How each table is found: `case_part Index Scan`; a `Seq Scan` among them would be the fault. */
async function scansOf({ database }: CaseServices, caseId: string): Promise<string[]> {
  const { db } = database;
  const ofCase = (table: 'case_part' | 'case_event' | 'case_timer' | 'document') =>
    db.selectFrom(table).select('region_code').where('region_code', '=', REGION).where('case_id', '=', caseId);
  const queries = [
    workQuery(db, { regionCode: REGION, role: 'officer', expertId: null, after: null, limit: PAGE }),
    ...(['case_part', 'case_event', 'case_timer', 'document'] as const).map(ofCase),
  ];
  const scans = new Set<string>();
  for (const query of queries) {
    const rows = Explained.parse(await query.explain('json'));
    for (const { 'QUERY PLAN': plans } of rows) for (const { Plan: plan } of plans) collect(plan, scans);
  }
  return [...scans].sort();
}

function collect(value: unknown, into: Set<string>): void {
  const plan = Plan.parse(value);
  if (plan['Relation Name'] !== undefined) into.add(`${plan['Relation Name']} ${plan['Node Type']}`);
  if (Array.isArray(plan.Plans)) for (const inner of plan.Plans) collect(inner, into);
}

function ratios(sizes: readonly Figures[]) {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined) return {};
  return {
    work_ratio: round(last.work_p95_ms / first.work_p95_ms, 2),
    read_ratio: round(last.read_p95_ms / first.read_p95_ms, 2),
  };
}

await main();
