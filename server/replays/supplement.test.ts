/** 补正: everything is asked for once; a second notice is the chief's; what is not given in Zhejiang lapses. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter, PROPOSE_YES } from './people.ts';
import { apply, determine } from './phases.ts';
import { Story } from './story.ts';

const REGION = '370702';
const ATTENDANCE = { items: [{ id: 'M11', name: '事发当时的考勤记录' }], days: 10 };
const STATEMENT = { items: [{ id: 'M08', name: '证人证言' }] };

let desk: CaseDesk;
let story: Story;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  story = new Story(desk, fitter(REGION, '2026-07-11', 21));
  await apply(story);
});
afterAll(() => desk.close());

test('the officer asks once, for everything; the time to decide on acceptance starts anew with the supplement', async () => {
  expect(await story.timer('ACC15')).toMatchObject({ state: 'running', startOn: '2026-07-20', dueOn: '2026-08-04' });
  await desk.goTo('2026-07-21');
  await story.step('officer', 'determination', 'NEED_MORE', ATTENDANCE);
  expect(await story.timer('ACC15')).toMatchObject({ state: 'stopped' });
  // The days of the notice run from its receipt.
  await desk.goTo('2026-07-22');
  await story.serve();
  expect(await story.timer('SUP')).toMatchObject({ state: 'running', startOn: '2026-07-22', dueOn: '2026-08-03' });
});

test('something else than what was asked for is no supplement', async () => {
  const other = { held: [{ id: 'M12', how: 'uploaded' }], channel: '窗口' };
  const no = await story.refused('applicant', 'determination', 'SUPPLEMENTED', other);
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'allSupplemented' });
  expect(await story.state('determination')).toBe('SUPPLEMENT');
});

test('the supplement is received, and 15 days to accept run from it', async () => {
  await desk.goTo('2026-07-28');
  await story.step('applicant', 'determination', 'SUPPLEMENTED', {
    held: [{ id: 'M11', how: 'uploaded' }],
    channel: '自助终端',
  });
  expect(await story.timer('SUP')).toMatchObject({ state: 'stopped' });
  expect(await story.timer('ACC15b')).toMatchObject({ state: 'running', startOn: '2026-07-28', dueOn: '2026-08-12' });
});

test('a second notice is not the officer’s to send: the chief has to', async () => {
  const no = await story.refused('officer', 'determination', 'NEED_MORE', STATEMENT);
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'firstNotice', article: '工伤认定办法第八条' });
  await story.step('chief', 'determination', 'NEED_MORE', STATEMENT);
  await story.serve();
  await story.step('clerk', 'determination', 'SUPPLEMENTED', {
    held: [{ id: 'M08', how: 'uploaded' }],
    channel: '窗口',
  });
  expect(await story.state('determination')).toBe('SUBMITTED');
});

test('after it the case goes its way; both notices are there, numbered one after the other', async () => {
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
  await determine(story);
  const papers = await story.papers();
  expect(papers.every(({ verdict, seal }) => verdict === 'genuine' && seal !== 'broken')).toBe(true);
  const [first, second, ...more] = papers.filter(({ kind }) => kind === 'D06');
  expect(more).toEqual([]);
  expect([first?.number, second?.number]).toEqual(['潍城人社工补字〔2026〕0001号', '潍城人社工补字〔2026〕0002号']);
  expect(first?.text).toContain('考勤记录');
  expect(first?.text).toMatch(/自收到本告知书之日起10日内补正/);
  expect(second?.text).toContain('证人证言');
  const receipts = papers.filter(({ kind }) => kind === 'D03');
  expect(receipts.map(({ text }) => text.includes('补正'))).toEqual([false, true, true]);
});

test('in Shandong an application that nobody supplements stays open; in Zhejiang it is refused, with its reason', async () => {
  const here = new Story(desk, fitter(REGION, '2026-07-11', 23));
  await apply(here);
  await here.step('officer', 'determination', 'NEED_MORE', ATTENDANCE);
  await here.serve();
  await desk.goTo('2026-08-20');
  await desk.settle();
  expect(await here.state('determination')).toBe('SUPPLEMENT');
  expect(await here.timer('SUP')).toMatchObject({ state: 'expired' });

  const there = await CaseDesk.open({ region: '330784', day: '2026-07-20' });
  try {
    const lapsed = new Story(there, fitter('330784', '2026-07-11', 25));
    await apply(lapsed);
    await lapsed.step('officer', 'determination', 'NEED_MORE', ATTENDANCE);
    await lapsed.serve();
    await there.goTo('2026-07-30', '23:00');
    await there.settle();
    expect(await lapsed.state('determination')).toBe('SUPPLEMENT');
    await there.goTo('2026-07-31', '00:01');
    await there.settle();
    expect(await lapsed.state('determination')).toBe('REFUSED');
    await lapsed.serve();
    const refusal = (await lapsed.papers()).find(({ kind }) => kind === 'D08');
    expect(refusal).toMatchObject({ verdict: 'genuine', seal: 'intact' });
    expect(refusal?.text).toContain('逾期未补正');
    expect(await lapsed.timer('REV60')).toMatchObject({ state: 'running', startOn: '2026-07-31' });
  } finally {
    await there.close();
  }
});

test('nobody signs what they proposed, even who holds both roles', async () => {
  const here = new Story(desk, fitter(REGION, '2026-07-11', 27));
  await apply(here);
  await here.step('officer', 'determination', 'ACCEPT', { clear: true });
  await here.step('officer+chief', 'determination', 'PROPOSE', PROPOSE_YES);
  const no = await here.refused('officer+chief', 'determination', 'DECIDE_YES');
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'twoPeople' });
  expect(await here.state('determination')).toBe('PROPOSED');
});
