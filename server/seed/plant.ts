/** What `anban seed` does on the opened database. */
import { z } from 'zod';
import { caseServices } from '../cases/compose.ts';
import { EXIT, failure, type Outcome } from '../command-line.ts';
import { dayInChina } from '../contract/common.ts';
import type { Db } from '../db/database.ts';
import { documentServices } from '../documents/services.ts';
import { makeDue } from '../documents/worker.ts';
import type { Foundation } from '../services.ts';
import { simulatedPartners } from '../simulators/partners.ts';
import { realCases, seededCases } from './prepare.ts';
import { type Seeded, seed } from './seed.ts';

const Words = z.object({
  cases: z.coerce.number().int().min(1).max(1_000_000),
  seed: z.coerce.number().int(),
  until: z.iso.date().optional(),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  documents: z.boolean().default(false),
  yes: z.boolean().default(false),
});

export interface Planting {
  readonly regionCode: string;
  readonly cases: number;
  readonly seed: number;
  readonly until: string;
  readonly documents: boolean;
  readonly yes: boolean;
}

type Parsed = Omit<Planting, 'regionCode'> & { readonly regionCode?: string };

/** Or what is wrong with the words. */
export function parseWords(words: unknown): Parsed | string {
  const read = Words.safeParse(words);
  if (!read.success) return read.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ');
  const { region, until = dayInChina(Date.now()), ...rest } = read.data;
  return { ...rest, until, ...(region === undefined ? {} : { regionCode: region }) };
}

/** A second between two lines of progress. */
const PAUSE_MS = 1_000;
const MAKE_AT_ONCE = 50;

export async function plant(foundation: Foundation, planting: Planting): Promise<Outcome> {
  const { database, log } = foundation;
  const { regionCode, cases, until } = planting;
  if ((await seededCases(database.db, regionCode)) > 0)
    return failure('该地区已有样例案件，请使用新的数据文件夹 (seeded before: take another --data-dir)');
  const real = await realCases(database.db, regionCode);
  if (real > 0 && !planting.yes)
    return failure(`数据库中有${real}件真实案件，如仍要加入样例请加 --yes (real cases: --yes to seed beside them)`);
  // It can be told again: nothing is lost if the power goes, so no commit waits for the disk.
  database.pool.on('connect', (client) => void client.query('set synchronous_commit = off').catch(() => undefined));
  const started = performance.now();
  let next = started + PAUSE_MS;
  const say = (text: string) => {
    if (performance.now() < next) return;
    next = performance.now() + PAUSE_MS;
    process.stderr.write(`${text}\n`);
  };
  const progress = (day: string, opened: number) =>
    say(`${day}　${opened}/${cases} 件　${(opened / ((performance.now() - started) / 1000)).toFixed(1)} 件/秒`);
  const seeded = await seed(caseServices(foundation, simulatedPartners), { ...planting, progress });
  const seconds = (performance.now() - started) / 1000;
  if (planting.documents) {
    const services = documentServices(foundation, 'http://127.0.0.1');
    for (let made = MAKE_AT_ONCE, all = 0; made === MAKE_AT_ONCE; say(`文书 ${all}`)) {
      made = (await makeDue({ ...services, log }, MAKE_AT_ONCE)).length;
      all += made;
    }
  } else await leaveUnmade(database.db, regionCode);
  return answer(await summary(database.db, planting, seeded), seconds, until);
}

/** A server on this database need not make documents that nobody asked for: they stay ordered for good. */
async function leaveUnmade(db: Db, regionCode: string): Promise<void> {
  await db
    .updateTable('document')
    .set({ attempt_at: new Date('9999-01-01T00:00:00Z') })
    .where('region_code', '=', regionCode)
    .where('state', '=', 'ordered')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('case_event as e')
          .select('e.id')
          .whereRef('e.region_code', '=', 'document.region_code')
          .whereRef('e.case_id', '=', 'document.case_id')
          .where('e.sequence', '=', 1)
          .where('e.actor_id', 'like', 'seed:%'),
      ),
    )
    .execute();
}

async function summary(db: Db, { regionCode, seed: number }: Planting, { opened, ...seeded }: Seeded) {
  const states = await db
    .selectFrom('case_part')
    .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('count')])
    .where('region_code', '=', regionCode)
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute();
  const { events } = await db
    .selectFrom('case_event')
    .select(({ fn }) => fn.countAll<number>().as('events'))
    .where('region_code', '=', regionCode)
    .executeTakeFirstOrThrow();
  const documents = await db
    .selectFrom('document')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('region_code', '=', regionCode)
    .groupBy('state')
    .execute();
  const of = (state: string) => documents.find((row) => row.state === state)?.count ?? 0;
  return {
    ...{ region: regionCode, seed: number, cases: opened, ...seeded, events },
    documents: { ordered: of('ordered'), made: of('made') },
    states: Object.fromEntries(states.map(({ kind, state, count }) => [`${kind} ${state}`, count])),
  };
}

function answer(json: Awaited<ReturnType<typeof summary>>, seconds: number, until: string): Outcome {
  const rate = Number((json.cases / seconds).toFixed(1));
  const states = Object.entries(json.states).map(([state, count]) => `  ${state}　${count}`);
  const stopped = Object.entries(json.stopped).map(([why, count]) => `  未按剧本：${why}　${count}`);
  return {
    code: EXIT.done,
    json: { ...json, seconds: Number(seconds.toFixed(1)), cases_per_second: rate },
    text: [
      `至${until}共${json.cases}件，${json.events}个事件，${json.documents.ordered + json.documents.made}份文书，${rate} 件/秒`,
      ...states,
      ...stopped,
    ].join('\n'),
  };
}
