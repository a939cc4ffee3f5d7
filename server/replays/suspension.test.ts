/** 中止: while a court's conclusion is awaited the limit stands still, and moves by exactly those days. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, daysBetween } from '../rules/calendar/day.ts';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter, PROPOSE_YES } from './people.ts';
import { apply } from './phases.ts';
import { Story } from './story.ts';

const REGION = '370702';
const instrument = { body: '测试区人民法院', number: '（2026）鲁0702民初1号', on: '2026-11-02' };
const RESUME = { reason: '生效判决已确认劳动关系。', instrument };

let desk: CaseDesk;
let story: Story;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  story = new Story(desk, fitter(REGION, '2026-07-11', 31));
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', {});
});
afterAll(() => desk.close());

test('it stands still from the day of the notice; nothing can be decided meanwhile', async () => {
  expect(await story.timer('DEC60')).toMatchObject({ state: 'running', dueOn: '2026-09-18', rawOn: '2026-09-18' });
  await desk.goTo('2026-07-25');
  const data = { cause: 'labour-relation', reason: '双方就劳动关系有争议，已提起诉讼。', awaited: '人民法院判决' };
  await story.step('officer', 'determination', 'SUSPEND', data);
  await story.serve();
  expect(await story.timer('DEC60')).toMatchObject({ state: 'paused', dueOn: null, daysLeft: null });
  const no = await story.refused('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  expect(no).toMatchObject({ status: 409, name: 'illegal-step' });
});

test('every quarter somebody is reminded to ask, and the limit does not end by itself, however long it takes', async () => {
  await desk.goTo('2026-10-27');
  await desk.settle();
  const queries = (await story.read()).history.filter(({ type }) => type === 'QUERY');
  expect(queries).toMatchObject([{ actorRole: 'system', from: 'SUSPENDED', to: 'SUSPENDED' }]);
  expect(await story.timer('SUSPEND')).toMatchObject({ state: 'running', startOn: '2026-10-27' });
  expect(await story.state('determination')).toBe('SUSPENDED');
  expect(await story.timer('DEC60')).toMatchObject({ state: 'paused' });
});

test('it is resumed where it stood, and the limit has moved by the days of the suspension', async () => {
  await desk.goTo('2026-11-03');
  await story.step('officer', 'determination', 'RESUME', RESUME);
  expect(await story.state('determination')).toBe('ACCEPTED');
  const suspended = daysBetween('2026-07-25', '2026-11-03');
  const moved = addDays('2026-09-18', suspended);
  expect(moved).toBe('2026-12-28');
  expect(await story.timer('DEC60')).toMatchObject({ state: 'running', rawOn: moved, dueOn: moved });
  expect(await story.timer('SUSPEND')).toMatchObject({ state: 'stopped' });
});

test('both papers tell their days, and reached both parties', async () => {
  await story.serve();
  const papers = await story.papers();
  const of = (kind: string) => papers.find((one) => one.kind === kind);
  for (const kind of ['D12', 'D13']) expect(of(kind)).toMatchObject({ verdict: 'genuine', seal: 'intact' });
  expect(of('D12')?.text).toContain('2026年7月25日');
  expect(of('D12')?.text).toContain('劳动关系');
  expect(of('D13')?.text).toContain('2026年11月3日');
  expect(of('D13')?.text).toContain('2026年12月28日');
  const { services } = await story.read();
  for (const kind of ['D12', 'D13']) {
    const got = services.filter(({ documents }) => documents.includes(of(kind)?.id ?? ''));
    expect(got.map(({ recipient, state }) => `${recipient} ${state}`).sort()).toEqual([
      'employer S_DELIVERED',
      'person S_DELIVERED',
    ]);
  }
});

test('decided on the last day it is in time; nobody was alarmed that it was over', async () => {
  await desk.goTo('2026-12-28');
  await desk.settle();
  await story.step('officer', 'determination', 'PROPOSE', PROPOSE_YES);
  await story.step('chief', 'determination', 'DECIDE_YES');
  const { body } = await desk.call('chief', 'GET', '/v1/alarms?role=chief');
  expect(JSON.stringify(body)).not.toContain('DEC60');
});
