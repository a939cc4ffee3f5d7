/** 不予受理 after the year, 不予认定 with its reasons; each is served, and names the remedies. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter } from './people.ts';
import { apply } from './phases.ts';
import { Story } from './story.ts';

const REGION = '370702';
const UNPROVEN = {
  outcome: 'no',
  scenario: 'G14_1',
  elements: ['time', 'place', 'accident'],
  evidence: ['M05', 'M11'],
  ground: 'element-unproven',
};
let desk: CaseDesk;
beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
});
afterAll(() => desk.close());

test('applied for more than a year after the injury: not accepted, and told why and what can be done about it', async () => {
  const late = new Story(desk, fitter(REGION, '2025-07-10', 41));
  await apply(late);
  const no = await late.refused('officer', 'determination', 'ACCEPT', {});
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'appliedInTime' });
  await late.step('officer', 'determination', 'LATE', {});
  await late.serve();
  expect(await late.state('determination')).toBe('REFUSED');
  const refusal = (await late.papers()).find(({ kind }) => kind === 'D08');
  expect(refusal).toMatchObject({ verdict: 'genuine', seal: 'intact', recipients: ['person', 'employer'] });
  expect(refusal?.text).toContain('一年');
  expect(refusal?.text).toContain('第十七条');
  expect(refusal?.text).toContain('行政复议');
  expect(await late.timer('REV60')).toMatchObject({ state: 'running', startOn: '2026-07-20', dueOn: '2026-09-18' });
  expect((await late.read()).parts.map(({ kind }) => kind)).not.toContain('assessment');
});

test('days that the law does not count keep it in time; one who is in time cannot be told to be late', async () => {
  const excluded = [{ from: '2025-08-01', to: '2025-08-31', cause: 'force-majeure' }];
  const kept = new Story(desk, fitter(REGION, '2025-07-10', 43));
  await apply(kept);
  const no = await kept.refused('officer', 'determination', 'LATE', { excluded });
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 'appliedTooLate' });
  await kept.step('officer', 'determination', 'ACCEPT', { excluded });
  expect(await kept.state('determination')).toBe('ACCEPTED');
});

test('an element is not proven: no determination, with the reason; nothing is assessed or paid', async () => {
  const story = new Story(desk, fitter(REGION, '2026-07-11', 45));
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', {});
  const everything = { ...UNPROVEN, elements: ['time', 'place', 'cause', 'accident'] };
  expect(await story.refused('officer', 'determination', 'PROPOSE', everything)).toMatchObject({
    guard: 'elementMissing',
  });
  await story.step('officer', 'determination', 'PROPOSE', UNPROVEN);
  expect(await story.refused('chief', 'determination', 'DECIDE_YES')).toMatchObject({ guard: 'proposedYes' });
  await story.step('chief', 'determination', 'DECIDE_NO');
  await story.serve();
  expect(await story.state('determination')).toBe('DELIVERED');
  const { parts, services } = await story.read();
  expect(parts.map(({ kind }) => kind).filter((kind) => kind !== 'service')).toEqual(['determination']);
  const papers = await story.papers();
  const decision = papers.find(({ kind }) => kind === 'D15');
  expect(decision).toMatchObject({ verdict: 'genuine', seal: 'intact' });
  expect(decision?.text).toContain('不予认定');
  expect(decision?.text).toContain('工作原因');
  expect(decision?.text).toContain('行政诉讼');
  expect(papers.some(({ kind }) => kind === 'D14')).toBe(false);
  const got = services.filter(({ documents }) => documents.includes(decision?.id ?? ''));
  expect(got.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(['person', 'employer']));
  expect(got.every(({ state }) => state === 'S_DELIVERED')).toBe(true);
  expect(await story.timer('SUE6M')).toMatchObject({ state: 'running', startOn: '2026-07-20' });
});

test('nobody is refused for being drunk without an instrument, nor when it did not cause the injury', async () => {
  const story = new Story(desk, fitter(REGION, '2026-07-11', 47));
  await apply(story);
  await story.step('officer', 'determination', 'ACCEPT', {});
  const instrument = { body: '测试市公安局', number: '鉴字1号', on: '2026-07-12' };
  const drunk = (exclusion: Record<string, unknown>) => ({ ...UNPROVEN, ground: 'exclusion', exclusion });
  const declared = drunk({ code: 'X16_2', caused: true });
  const unrelated = drunk({ code: 'X16_2', caused: false, instrument });
  expect(await story.refused('officer', 'determination', 'PROPOSE', declared)).toMatchObject({
    guard: 'exclusionInstrument',
  });
  expect(await story.refused('officer', 'determination', 'PROPOSE', unrelated)).toMatchObject({
    guard: 'exclusionCausality',
  });
  expect(await story.state('determination')).toBe('ACCEPTED');
});
