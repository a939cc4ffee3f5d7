/** In the middle of real cases: what must not be is refused by its own name, and nothing of it is kept. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { caseMachines } from '../cases/machines.ts';
import type { CaseFile, PartKind } from '../cases/model.ts';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter, PROPOSE_YES, twelveWages } from './people.ts';
import { apply, arrangeExamination, determine, examine } from './phases.ts';
import { Story, whyNot } from './story.ts';

const REGION = '370702';
const DAY_MS = 86_400_000;
const Missing = z.object({ missing: z.array(z.object({ input: z.string(), why: z.string() })) });
let desk: CaseDesk;
let serial = 81;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
});
afterAll(() => desk.close());

const somebody = (change: Partial<CaseFile> = {}): Story => {
  serial += 2;
  return new Story(desk, fitter(REGION, '2026-07-11', serial, change));
};

/** What must stay as it is when something is refused. */
async function kept({ id }: Story) {
  const { db } = desk.services.database;
  const { events } = await db.selectFrom('work_case').select('events').where('id', '=', id).executeTakeFirstOrThrow();
  const count = async (table: 'case_timer' | 'document' | 'case_part') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .where('case_id', '=', id)
          .execute()
      )[0]?.n,
    );
  const counters = await db.selectFrom('document_counter').selectAll().orderBy('series').execute();
  return { events, timers: await count('case_timer'), documents: await count('document'), counters };
}

/** Every event that the part's state does not know, by the first role that may ever send it; no illegal one gets in. */
async function nothingIllegal(story: Story, kind: Exclude<PartKind, 'service'>): Promise<number> {
  const { id: partId, state, version } = await story.part(kind);
  const before = await kept(story);
  const { steps } = caseMachines[kind];
  const here = new Set(steps.filter(({ from }) => from.includes(state)).map(({ event }) => event));
  const foreign = [...new Set(steps.map(({ event }) => event))].filter((event) => !here.has(event));
  for (const event of foreign) {
    const by = steps.find((step) => step.event === event)?.by ?? [];
    const who = by.find((role) => role !== 'system' && role !== 'employer' && role !== 'department') ?? 'officer';
    const told = { partId, expectedVersion: version };
    const no = await story.refused(who === 'expert' ? 'officer' : who, kind, event, {}, told);
    expect([kind, state, event, no.status, no.name]).toEqual([kind, state, event, 409, 'illegal-step']);
    expect(no.article).not.toBeNull();
  }
  expect(await kept(story)).toEqual(before);
  expect(await story.part(kind)).toMatchObject({ state, version });
  return foreign.length;
}

test('an event that the state does not know, on the whole way of a case', { timeout: 120_000 }, async () => {
  const story = somebody();
  let tried = 0;
  await apply(story);
  tried += await nothingIllegal(story, 'determination');
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
  tried += await nothingIllegal(story, 'determination');
  await story.step('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  tried += await nothingIllegal(story, 'determination');
  await story.step('chief', 'determination', 'DECIDE_YES');
  tried += await nothingIllegal(story, 'determination');
  tried += await nothingIllegal(story, 'benefit');
  await story.serve();
  tried += await nothingIllegal(story, 'assessment');
  await arrangeExamination(story);
  tried += await nothingIllegal(story, 'assessment');
  expect(tried).toBeGreaterThan(120);
});

test('days that cannot be: the file is refused whole, and no number of a case is used up', async () => {
  const first = somebody();
  await apply(first);
  const { injury } = first.file;
  const open = async (file: Partial<CaseFile>, injuryOn = '2026-07-11') => {
    const story = somebody(file);
    const body = { id: story.id, file: story.file, event: 'START_DRAFT', data: { relation: 'self', injuryOn } };
    const no = whyNot(await desk.call('clerk', 'POST', '/v1/cases', body));
    const read = await desk.call('officer', 'GET', `/v1/cases/${story.id}`);
    expect(read.status).toBe(404);
    return no;
  };
  const guard = 'fileInOrder';
  expect(await open({ injury: { ...injury, diagnosedOn: '2026-07-10' } })).toMatchObject({ status: 409, guard });
  expect(await open({ death: { day: '2026-07-10' } })).toMatchObject({ status: 409, guard });
  expect(await open({}, '2026-07-10')).toMatchObject({ status: 409, guard });
  const future = { injury: { ...injury, day: '2026-07-21', diagnosedOn: '2026-07-21' } };
  expect(await open(future, '2026-07-21')).toMatchObject({ status: 409, guard: expect.stringMatching(/future/i) });
  const second = somebody();
  await apply(second);
  const numberOf = ({ number }: Story) => Number(number.slice(-5));
  expect(numberOf(second)).toBe(numberOf(first) + 1);
});

test('a step dated before what it follows, or tomorrow', async () => {
  const story = somebody();
  await apply(story);
  const before = await kept(story);
  const accept = (on: string) => story.refused('officer', 'determination', 'ACCEPT', { on });
  expect(await accept('2026-07-10')).toMatchObject({ status: 409, guard: 'acceptedAfterApplication' });
  expect(await accept('2026-07-21')).toMatchObject({ status: 409, guard: 'notInFuture' });
  expect(await accept('2026-02-30')).toMatchObject({ status: 400 });
  expect(await kept(story)).toEqual(before);
});

test('two officers at once: one is heard, the other is told who was faster', async () => {
  const story = somebody();
  await apply(story);
  const { version } = await story.part('determination');
  const told = { expectedVersion: version };
  const answers = await Promise.all([
    story.attempt('officer', 'determination', 'ACCEPT', { clear: true }, told),
    story.attempt('officer2', 'determination', 'NEED_MORE', { items: [{ id: 'M08', name: '证人证言' }] }, told),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const loser = answers.find(({ status }) => status === 409);
  const no = whyNot(loser ?? { status: 0, body: null });
  expect(no.name).toBe('version-conflict');
  expect(no.message).toMatch(/审核岗（工号\d+）已于.*办理/);
  const { history } = await story.read();
  expect(history.filter(({ type }) => type === 'ACCEPT' || type === 'NEED_MORE')).toHaveLength(1);
});

test('a table of wages without the year: the benefit waits, names figure and year, and goes on once it is there', {
  timeout: 120_000,
}, async () => {
  const story = somebody();
  const wages = twelveWages('2026-07', 6000);
  await desk.insure(story.file.person.number, { insured: [{ from: '2024-01-01', until: null }], wages });
  await desk.planSession('2026-08-03');
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
  await determine(story);
  const day = await arrangeExamination(story);
  await desk.goTo(day);
  await examine(story, 10);
  expect(await story.state('benefit')).toBe('B_DATA');
  const { missing } = await story.facts('benefit', Missing);
  expect(missing.find(({ input }) => input === 'area_avg_wage')?.why).toMatch(
    /area-average of 370700 has no row for 2025/,
  );
  expect(await story.refused('agency', 'benefit', 'CHECKED', { agreed: true })).toMatchObject({ name: 'illegal-step' });
  await desk.publish('area-average', 2024, '6900.00');
  await story.step('agency', 'benefit', 'DATA', { given: {} });
  expect(await story.state('benefit')).toBe('B_DATA');
  await desk.publish('area-average', 2025, '7000.00');
  await story.step('agency', 'benefit', 'DATA', { given: {} });
  expect(await story.state('benefit')).toBe('B_CHECK');
});

test('the clock put back: nothing is dated before what it follows; put right, it goes on', async () => {
  const story = somebody();
  await apply(story);
  const before = await kept(story);
  await desk.centre.clock.advance(-DAY_MS);
  const no = await story.refused('officer', 'determination', 'ACCEPT', { clear: true });
  expect(no).toMatchObject({ status: 409, name: 'clock-behind' });
  await desk.settle();
  expect(await kept(story)).toEqual(before);
  await desk.centre.clock.advance(DAY_MS);
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
});

test('the clock far ahead: every limit ends once, whoever has the case is told, and the case itself is whole', async () => {
  const story = somebody();
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', {});
  await desk.centre.clock.advance(3 * 366 * DAY_MS);
  await desk.settle();
  const first = await story.read();
  await desk.settle();
  expect((await story.read()).events).toBe(first.events);
  expect(first.timers.filter(({ timer, state }) => timer === 'DEC60' && state === 'expired')).toHaveLength(1);
  expect(await story.state('determination')).toBe('ACCEPTED');
  const { db } = desk.services.database;
  const alarms = await db.selectFrom('case_alarm').select(['kind', 'role']).where('case_id', '=', story.id).execute();
  expect(
    alarms
      .filter(({ kind }) => kind === 'overdue')
      .map(({ role }) => role)
      .sort(),
  ).toEqual(['chief', 'officer']);
});
