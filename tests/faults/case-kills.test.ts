/**
 * The centre killed (`kill -9`) while cases live in it: in the middle of a request, between an event and its documents,
 * while a document is rendered and sealed, while a limit that is over is fired. After each restart it goes on by itself:
 * what was acknowledged is there once, what was ordered is made once with its number, and no number is missing.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fitter, PROPOSE_YES, SHARED } from '../../server/replays/people.ts';
import { CaseArena, DrivenCase, type Moment, REGION } from '../support/case-arena.ts';

const DAY_MS = 86_400_000;
const INJURED = new Date(Date.now() - 10 * DAY_MS).toISOString().slice(0, 10);
/** For each case: at which of its steps which blow falls. */
const PLAN: readonly Readonly<Partial<Record<Stage, Moment>>>[] = [
  { OPEN: 'request', DECIDE_YES: 'acknowledged' },
  { SUBMIT: 'request', ACCEPT: 'sealing' },
  { ACCEPT: 'request', DECIDE_YES: 'sealing' },
  { PROPOSE: 'request', SUBMIT: 'one-made' },
  { DECIDE_YES: 'request', ACCEPT: 'acknowledged' },
  { SUBMIT: 'sealing', DECIDE_YES: 'one-made' },
  { SUBMIT: 'acknowledged', ACCEPT: 'one-made' },
];
/** Cases whose supplement lapses (浙江: refused) while the server is killed. */
const LAPSING = 3;
const STAGES = ['OPEN', 'SUBMIT', 'ACCEPT', 'PROPOSE', 'DECIDE_YES'] as const;
type Stage = (typeof STAGES)[number];

const arena = new CaseArena();
const cases: DrivenCase[] = [];
let lapsing: DrivenCase[] = [];

beforeAll(() => arena.open());
afterAll(() => arena.close());

const signature = { name: '吕测试', at: new Date().toISOString(), method: '屏幕签名' };
const file = (serial: number) => fitter(REGION, INJURED, serial);
const APPLICATION = { scenario: 'G14_1', held: SHARED, signature, channel: '窗口' };

async function take(one: DrivenCase, stage: Stage, serial: number): Promise<void> {
  if (stage === 'OPEN') return one.open(file(serial), { relation: 'self', injuryOn: INJURED });
  if (stage === 'SUBMIT') await one.step('3001', 'SUBMIT', APPLICATION);
  if (stage === 'ACCEPT') await one.step('3001', 'ACCEPT', { clear: true });
  if (stage === 'PROPOSE') await one.step('3001', 'PROPOSE', PROPOSE_YES);
  if (stage === 'DECIDE_YES') expect(await one.step('3002', 'DECIDE_YES', {})).toBe('DECIDED_YES');
}

it('goes through with every case, blow after blow', { timeout: 240_000 }, async () => {
  for (const [index, blows] of PLAN.entries()) {
    const one = new DrivenCase(arena);
    cases.push(one);
    for (const stage of STAGES) {
      const blow = blows[stage];
      const work = () => take(one, stage, 101 + 2 * index);
      await (blow === undefined ? work() : arena.under(blow, work));
      expect(await one.again()).toBe(true);
    }
  }
  for (let n = 0; n < LAPSING; n += 1) {
    const one = new DrivenCase(arena);
    lapsing = [...lapsing, one];
    await take(one, 'OPEN', 201 + 2 * n);
    // Time cannot be moved in another process: the limit's end is, and the worker sees it within a second.
    const ended = await arena.rows(
      z.object({ id: z.string() }),
      `update case_timer set due_at = now() where case_id = $1 and timer = 'EMP30' and state = 'running' returning id`,
      [one.id],
    );
    expect(ended).toHaveLength(1);
    await arena.under('timer', async () => undefined);
  }
  await arena.until('all is made, all is fired', async () => {
    const [open] = await arena.rows(
      z.object({ documents: z.int(), timers: z.int(), packages: z.int() }),
      `select (select count(*)::int from document where state <> 'made') as documents,
        (select count(*)::int from case_timer where state = 'running' and due_at <= now()) as timers,
        (select count(*)::int from case_part where kind = 'service' and queue = 'system') as packages`,
    );
    return open?.documents === 0 && open.timers === 0 && open.packages === 0;
  });
  const fell = [...arena.blows.values()].reduce((sum, n) => sum + n, 0);
  expect(fell).toBe(PLAN.flatMap((blows) => Object.keys(blows)).length + LAPSING);
  expect(fell).toBeGreaterThanOrEqual(15);
  // The blows are no use if they fall when nothing is going on.
  expect(arena.unanswered).toBeGreaterThanOrEqual(3);
  expect(arena.late).toBeLessThan(fell / 3);
});

const EventRow = z.object({
  id: z.string(),
  case_id: z.string(),
  part_id: z.string(),
  sequence: z.int(),
  type: z.string(),
  actor_role: z.string(),
});
const eventsOf = (id: string) =>
  arena.rows(
    EventRow,
    'select id, case_id, part_id, sequence, type, actor_role from case_event where case_id = $1 order by sequence',
    [id],
  );

it('has every acknowledged event once, in order and without a gap', async () => {
  for (const one of [...cases, ...lapsing]) {
    const events = await eventsOf(one.id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    const known = new Set(events.map(({ id }) => id));
    expect(one.acknowledged.filter(({ id }) => !known.has(id))).toEqual([]);
    // Nothing was taken twice by being sent twice.
    const own = events.filter(({ part_id, actor_role }) => part_id === one.partId && actor_role !== 'system');
    expect(own.map(({ type }) => type)).toEqual(['START_DRAFT', ...one.acknowledged.map(({ event }) => event)]);
  }
});

it('fired every limit that was over, once', async () => {
  for (const one of lapsing) {
    const events = await eventsOf(one.id);
    expect(events.filter(({ type }) => type === 'EMPLOYER_LATE')).toHaveLength(1);
    const notices = await arena.rows(
      z.object({ template: z.string() }),
      `select template from case_notice where case_id = $1 and template = 'employer-late'`,
      [one.id],
    );
    expect(notices).toHaveLength(1);
  }
});

const DocumentRow = z.object({
  id: z.string(),
  case_id: z.string(),
  kind: z.string(),
  number: z.string(),
  state: z.string(),
  files: z.int(),
  digest: z.string(),
});

it('made every document once, each with the next number of its series', async () => {
  const documents = await arena.rows(
    DocumentRow,
    `select d.id, d.case_id, d.kind, d.number, d.state, encode(d.digest, 'hex') as digest,
      (select count(*)::int from document_file f where f.document_id = d.id) as files from document d`,
  );
  expect(documents.filter(({ state, files }) => state !== 'made' || files !== 1)).toEqual([]);
  for (const one of cases) {
    const kinds = documents.filter(({ case_id }) => case_id === one.id).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['D03', 'D05', 'D07', 'D14']);
  }
  const series = Map.groupBy(documents, ({ number }) => number.replace(/\d+号$/, ''));
  expect(series.size).toBeGreaterThan(3);
  for (const own of series.values()) {
    const numbers = own.map(({ number }) => Number(/(\d+)号$/.exec(number)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  }
  const caseNumbers = await arena.rows(
    z.object({ number: z.string() }),
    'select number from work_case order by number',
  );
  expect(caseNumbers.map(({ number }) => Number(number.slice(-5)))).toEqual(caseNumbers.map((_, i) => i + 1));
  for (const { id, case_id, digest } of documents.filter(({ kind }) => kind === 'D14')) {
    const pdf = await arena.file(`/v1/cases/${case_id}/documents/${id}/file`);
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(digest);
  }
});

it('has one package for each recipient of a step, ready to be served, and an audit log that holds', async () => {
  const packages = await arena.rows(
    z.object({ source: z.string(), event: z.string(), recipient: z.string(), n: z.int(), state: z.string() }),
    `select facts ->> 'partId' as source, facts ->> 'event' as event, facts ->> 'recipient' as recipient,
      count(*)::int as n, min(state) as state from case_part where kind = 'service' group by 1, 2, 3`,
  );
  expect(packages.filter(({ n }) => n !== 1)).toEqual([]);
  expect(new Set(packages.map(({ state }) => state))).toEqual(new Set(['S_READY', 'S_DELIVERED']));
  const verified = await arena.place.command('audit', 'verify', '--json');
  expect(JSON.parse(verified.stdout)).toMatchObject({ intact: true, broken: [] });
  expect(verified.code).toBe(0);
});
