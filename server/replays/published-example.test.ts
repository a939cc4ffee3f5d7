/**
 * The published example of Yongkang (2019): injured 11 July, applied and determined 24 July, assessed grade 10 on
 * 1 August, 21 582.40 yuan approved and paid on 2 August (own wage 3 083.20).
 *
 * Told here in 2025: its 1 August is a working day (a Friday), so that an ordinary planned session is held; Order 55 is
 * in force (since 1 July 2025); and the table of holidays is the published one. In 2026 that day is a Saturday, and 2019
 * lies before the law that this software applies. 2 August 2025 is a Saturday: the agency works, no limit falls on it.
 * The average wage of the year before is invented, such that the example's own wage lies within its bounds.
 */
import { newId } from '@anban/foundation/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../contract/api.ts';
import type { CaseAnswer } from '../contract/case-file.ts';
import { daysBetween } from '../rules/calendar/day.ts';
import { CaseDesk } from '../testing/case-desk.ts';
import type { Paper } from './papers.ts';
import { fitter, PROPOSE_YES, SIMPLE, twelveWages } from './people.ts';
import { apply, arrangeExamination, examine, payBenefit } from './phases.ts';
import { good, Story } from './story.ts';

const REGION = '330784';
const Held = z.object({ held: z.record(z.string(), z.string()), simple: z.boolean() });
const Paid = z.object({ paidOnce: z.string(), paidOn: z.string(), ownWage: z.object({ used: z.string() }) });

let desk: CaseDesk;
let story: Story;
let papers: Paper[];
let read: CaseAnswer;

/** Everything is told once; the tests below look at what came of it. */
beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2025-07-24' });
  await desk.publish('area-average', 2024, '5000.00');
  await desk.publish('minimum-wage', 2025, '2010.00');
  // The committee has announced its next session; the plan of the site opens such days by itself, at most 30 apart.
  await desk.planSession('2025-08-01');
  story = new Story(desk, fitter(REGION, '2025-07-11', 17));
  await desk.insure(story.file.person.number, {
    insured: [{ from: '2024-01-01', until: null }],
    wages: twelveWages('2025-07', 3083.2),
  });

  // 24 July, in the morning: one form at the bank's terminal; nobody asks for a paper.
  await apply(story, { simple: SIMPLE });
  expect(await story.state('determination')).toBe('ACCEPTED');
  await story.step('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  // In the afternoon the chief signs like cases in one session.
  await desk.goTo('2025-07-24', '15:00');
  await signInOneSession(story);
  await story.serve();
  // What the one form prepared is handed on, and the place in the announced session is given, the same day.
  expect(await arrangeExamination(story)).toBe('2025-08-01');

  await desk.goTo('2025-08-01', '09:30');
  await examine(story, 10);
  await story.serve();

  await desk.goTo('2025-08-02', '10:00');
  await payBenefit(story);
  papers = await story.papers();
  read = await story.read();
});
afterAll(() => desk.close());

async function signInOneSession(mine: Story): Promise<void> {
  const other = new Story(desk, fitter(REGION, '2025-07-12', 19));
  await desk.insure(other.file.person.number, { insured: [{ from: '2024-01-01', until: null }], wages: [] });
  await apply(other, { simple: SIMPLE });
  await other.step('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  const items = [];
  for (const one of [mine, other]) {
    const { id: partId, version: expectedVersion } = await one.part('determination');
    items.push({ caseId: one.id, partId, expectedVersion, eventId: newId() });
  }
  const answer = await desk.call('chief', 'POST', '/v1/sealing-sessions', { id: newId(), items });
  const { results } = API.sealingSession.answer.parse(good(answer, 'sealing session'));
  expect(results.map(({ outcome, state }) => [outcome, state])).toEqual([
    ['decided', 'DECIDED_YES'],
    ['decided', 'DECIDED_YES'],
  ]);
}

const paper = (kind: string): Paper => {
  const found = papers.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} among ${papers.map((one) => one.kind).join(' ')}`);
  return found;
};
const dayOf = (event: string) => {
  const found = read.history.find(({ type }) => type === event);
  return found === undefined ? null : new Date(Date.parse(found.at) + 8 * 3_600_000).toISOString().slice(0, 10);
};

test('each step on the day on which it was published', () => {
  const days = ['SUBMIT', 'ACCEPT', 'DECIDE_YES', 'IDENTIFIED', 'CHECKIN', 'CONCLUDE', 'DECIDE', 'PAID'].map((e) => [
    e,
    dayOf(e),
  ]);
  expect(Object.fromEntries(days)).toEqual({
    SUBMIT: '2025-07-24',
    ACCEPT: '2025-07-24',
    DECIDE_YES: '2025-07-24',
    IDENTIFIED: '2025-08-01',
    CHECKIN: '2025-08-01',
    CONCLUDE: '2025-08-01',
    DECIDE: '2025-08-02',
    PAID: '2025-08-02',
  });
});

test('21 582.40 yuan, from the own wage of twelve months, have been paid', async () => {
  expect(await story.facts('benefit', Paid)).toMatchObject({ paidOnce: '21582.40', paidOn: '2025-08-02' });
  const table = paper('D32').text;
  expect(table).toMatch(/3,?083\.20/);
  expect(table).toMatch(/21,?582\.40/);
  expect(paper('D33').text).toMatch(/21,?582\.40/);
});

test('what the seed promises: one submission, no upload, one visit, no more than 25 days', async () => {
  const ofPerson = read.history.filter(({ actorRole }) => actorRole === 'applicant').map(({ type }) => type);
  expect(ofPerson).toEqual(['START_DRAFT', 'SUBMIT']);
  const { held, simple } = await story.facts('determination', Held);
  expect(simple).toBe(true);
  // The application, the account of the accident and the address for service: parts of the one form itself.
  expect(Object.keys(held).filter((id) => held[id] === 'uploaded')).toEqual(['M01', 'M07', 'M10']);
  // The person was somewhere on two days: at the bank when applying, and to be examined.
  const visits = read.history.filter(({ actorRole, type }) => actorRole === 'applicant' || type === 'CHECKIN');
  expect(new Set(visits.map(({ at }) => at.slice(0, 10)))).toEqual(new Set(['2025-07-24', '2025-08-01']));
  expect(daysBetween(dayOf('SUBMIT') ?? '', dayOf('PAID') ?? '')).toBeLessThanOrEqual(25);
  // No limit was missed, and none is running that somebody has to meet.
  expect(read.timers.filter(({ state }) => state === 'expired')).toEqual([]);
  expect(read.timers.filter(({ state, daysLeft }) => state === 'running' && (daysLeft ?? 0) < 0)).toEqual([]);
});

test('every document was made, bears its seal, and says whom and what it is about', () => {
  const kinds = ['D03', 'D05', 'D07', 'D14', 'D19', 'D21', 'D22', 'D23', 'D24', 'D25', 'D26', 'D32', 'D33', 'D18'];
  expect(papers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
  for (const { kind, verdict, seal, text, number } of papers) {
    expect([kind, verdict]).toEqual([kind, 'genuine']);
    expect([kind, seal]).not.toEqual([kind, 'broken']);
    expect([kind, text.includes(number)]).toEqual([kind, true]);
    if (kind !== 'D23') expect([kind, text.includes('吕测试')]).toEqual([kind, true]);
  }
  expect(papers.filter(({ seal }) => seal === 'intact').map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['D07', 'D14', 'D26', 'D33']),
  );
  expect(paper('D14').text).toContain('认定为工伤');
  expect(paper('D14').text).toContain('左食指末节骨折');
  expect(paper('D14').text).toContain('永康');
  expect(paper('D26').text).toContain('十级');
  expect(paper('D22').text).toContain('2025年8月1日');
});

test('every document that somebody gets has arrived there, on the day on which it was sent, with its proof', () => {
  const { services } = read;
  expect(services.map(({ state }) => state)).toEqual(services.map(() => 'S_DELIVERED'));
  const served = new Set(services.flatMap(({ documents }) => documents));
  for (const { id, kind, recipients } of papers)
    expect([kind, served.has(id)]).toEqual([kind, recipients.some((one) => one !== 'file')]);
  // A proof for each package of a party; the agency's own system acknowledges.
  const ofParties = services.filter(({ recipient }) => recipient !== 'agency');
  expect(papers.filter(({ kind }) => kind === 'D18')).toHaveLength(ofParties.length);
  const proofs = papers.filter(({ kind }) => kind === 'D18').map(({ text }) => text);
  expect(proofs.some((text) => text.includes(paper('D14').number) && text.includes('电子送达'))).toBe(true);
});
