/** Not there on the day of the examination: time to explain, a second person confirms, and a new application is open. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter } from './people.ts';
import { apply, arrangeExamination, determine, examine } from './phases.ts';
import { Story } from './story.ts';

const REGION = '370702';
let desk: CaseDesk;
let story: Story;
let explaining: Story;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  await desk.planSession('2026-08-03');
  story = new Story(desk, fitter(REGION, '2026-07-11', 51));
  explaining = new Story(desk, fitter(REGION, '2026-07-11', 53));
  for (const one of [story, explaining]) {
    await apply(one);
    await one.step('officer', 'determination', 'ACCEPT', { clear: true });
    await determine(one);
    expect(await arrangeExamination(one)).toBe('2026-08-03');
  }
});
afterAll(() => desk.close());

test('nobody is absent before the day', async () => {
  await desk.goTo('2026-08-02');
  const no = await story.refused('officer', 'assessment', 'ABSENT', { on: '2026-08-02', source: 'officer' });
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'on-session-day' });
});

test('absent on the day; three days to explain run, and neither haste nor one person alone ends it', async () => {
  await desk.goTo('2026-08-03', '17:00');
  for (const one of [story, explaining])
    await one.step('officer', 'assessment', 'ABSENT', { on: '2026-08-03', source: 'officer' });
  const reason = { reason: '无正当理由未按时参加现场鉴定' };
  expect(await story.refused('officer2', 'assessment', 'NO_SHOW', reason)).toMatchObject({ guard: 'grace-running' });
  expect(await story.refused('officer', 'assessment', 'NO_SHOW', reason)).toMatchObject({ guard: 'two-people' });
  expect(await story.timer('GRACE3')).toMatchObject({ state: 'running', startOn: '2026-08-03', dueOn: '2026-08-06' });
  await desk.goTo('2026-08-06', '23:30');
  expect(await story.refused('officer2', 'assessment', 'NO_SHOW', reason)).toMatchObject({ guard: 'grace-running' });
  expect(await story.state('assessment')).toBe('L_ABSENT');
});

test('who explains gets a new time, and the limit moves with it', async () => {
  const before = (await explaining.timer('LA60'))?.dueOn;
  await desk.goTo('2026-08-04');
  await explaining.step('applicant', 'assessment', 'EXPLAIN', { reason: '当日住院复查' });
  await explaining.step('committee', 'assessment', 'RESCHEDULE', { reason: '住院' });
  await explaining.step('officer', 'assessment', 'SCHEDULE');
  await explaining.serve();
  const notices = (await explaining.papers()).filter(({ kind }) => kind === 'D22');
  expect(notices).toHaveLength(2);
  expect(notices.every(({ verdict }) => verdict === 'genuine')).toBe(true);
  const after = (await explaining.timer('LA60'))?.dueOn;
  expect(after === undefined || before === undefined ? '' : (after ?? '') > (before ?? '')).toBe(true);
});

test('who does not is out: a second officer confirms, the notice is served, and one can apply again', async () => {
  await desk.goTo('2026-08-07');
  const first = await story.part('assessment');
  await story.step('officer2', 'assessment', 'NO_SHOW', { reason: '无正当理由未按时参加现场鉴定' });
  await story.serve();
  const ended = (await story.read()).parts.find(({ id }) => id === first.id);
  expect(ended).toMatchObject({ state: 'L_TERMINATED' });
  const paper = (await story.papers()).find(({ kind }) => kind === 'D27');
  expect(paper).toMatchObject({ verdict: 'genuine', seal: 'intact' });
  expect(paper?.text).toContain('第十四条第一项');
  expect(paper?.text).toContain('2026年8月3日');
  expect((await story.read()).timers.filter(({ partId, state }) => partId === first.id && state === 'running')).toEqual(
    [],
  );

  const again = await story.part('assessment');
  expect(again).toMatchObject({ state: 'L_DRAFT' });
  expect(again.id).not.toBe(first.id);
  await desk.planSession('2026-08-17');
  const day = await arrangeExamination(story);
  await desk.goTo(day);
  await examine(story, 10);
  expect(await story.state('assessment')).toBe('L_CONCLUDED');
});
