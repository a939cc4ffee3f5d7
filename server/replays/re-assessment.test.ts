/** 再次鉴定: 15 days from receipt to ask the province; it has the file without anybody sending it, and the last word. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { API } from '../contract/api.ts';
import { addDays } from '../rules/calendar/day.ts';
import { CaseDesk } from '../testing/case-desk.ts';
import { fitter, twelveWages } from './people.ts';
import { apply, arrangeExamination, concluding, determine, examine, nowSigned, payBenefit } from './phases.ts';
import { good, Story } from './story.ts';

const REGION = '370702';
const Amounts = z.object({ paidOnce: z.string(), items: z.array(z.object({ item: z.string(), amount: z.string() })) });
let desk: CaseDesk;
let story: Story;
let late: Story;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  await desk.publish('area-average', 2025, '7000.00');
  await desk.publish('minimum-wage', 2026, '2200.00');
  await desk.planSession('2026-08-03');
  story = new Story(desk, fitter(REGION, '2026-07-11', 61));
  late = new Story(desk, fitter(REGION, '2026-07-11', 63));
  for (const one of [story, late]) {
    await desk.insure(one.file.person.number, {
      insured: [{ from: '2024-01-01', until: null }],
      wages: twelveWages('2026-07', 6000),
    });
    await apply(one);
    await one.step('officer', 'determination', 'ACCEPT', { clear: true });
    await determine(one);
    await arrangeExamination(one);
  }
  await desk.goTo('2026-08-03');
  for (const one of [story, late]) {
    await examine(one, 10);
    await one.serve();
  }
});
afterAll(() => desk.close());

const asking = async (one: Story) => ({
  party: 'person',
  conclusionNumber: (await one.read()).documents.find(({ kind }) => kind === 'D26')?.number ?? '',
  reason: '对伤残等级不服',
  signature: nowSigned(one),
});

test('before the province has the case, it sees nothing of who it is about', async () => {
  expect(await story.state('assessment')).toBe('L_DELIVERED');
  const { disclosure } = API.readCase.answer.parse((await desk.call('province', 'GET', `/v1/cases/${story.id}`)).body);
  expect(disclosure).toBe('masked');
  const no = await story.refused('province', 'assessment', 'P_CONCLUDE', provincial('', 9));
  expect(no).toMatchObject({ status: 409, name: 'illegal-step' });
});

test('asked for on the 15th day it is taken, on the 16th it is not', { timeout: 120_000 }, async () => {
  await payBenefit(story);
  const last = (await story.timer('LA_RE15'))?.dueOn ?? '';
  expect(last).toBe(addDays('2026-08-03', 15));
  await desk.goTo(last, '20:00');
  await story.step('applicant', 'assessment', 'RE_ASSESS', await asking(story));
  expect(await story.state('assessment')).toBe('L_PROVINCE');
  await desk.goTo(addDays(last, 1));
  const no = await late.refused('applicant', 'assessment', 'RE_ASSESS', await asking(late));
  expect(no).toMatchObject({ status: 409, name: 'guard', guard: 're-assess-window' });
  expect(no.message).toContain(last);
  expect(await late.state('assessment')).toBe('L_DELIVERED');
});

test('the province reads the whole file and its documents where they are; nobody uploads anything', async () => {
  const answer = await desk.call('province', 'GET', `/v1/cases/${story.id}`);
  const { disclosure, file } = API.readCase.answer.parse(good(answer, 'read'));
  expect([disclosure, file]).toEqual(['full', story.file]);
  const list = await desk.call('province', 'GET', `/v1/cases/${story.id}/documents`);
  const { documents } = API.documents.answer.parse(good(list, 'documents'));
  for (const kind of ['D14', 'D25', 'D26']) {
    const id = documents.find((one) => one.kind === kind)?.id ?? '';
    const pdf = await desk.file('province', `/v1/cases/${story.id}/documents/${id}/file`);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  }
  const work = await desk.call('province', 'GET', '/v1/work?role=province');
  expect(JSON.stringify(work.body)).toContain(story.id);
});

const provincial = (number: string, grade: number, examinedOn = '2026-08-19') => ({
  ...concluding(grade),
  examinedOn,
  previous: { number, authority: '潍坊市劳动能力鉴定委员会' },
});

test('its conclusion is final, is served, and changes what is paid', { timeout: 120_000 }, async () => {
  await desk.goTo('2026-09-10');
  const { conclusionNumber } = await asking(story);
  const early = await story.refused(
    'province',
    'assessment',
    'P_CONCLUDE',
    provincial(conclusionNumber, 9, '2026-08-01'),
  );
  expect(early).toMatchObject({ status: 409, guard: 'examined-after-re-assessment' });
  await story.step('province', 'assessment', 'P_CONCLUDE', provincial(conclusionNumber, 9, '2026-09-08'));
  await story.serve();
  expect(await story.state('assessment')).toBe('L_FINAL');
  const paper = (await story.papers()).find(({ kind }) => kind === 'D29');
  expect(paper).toMatchObject({ verdict: 'genuine', seal: 'intact' });
  expect(paper?.text).toContain('九级');
  expect(paper?.text).toContain(conclusionNumber);
  const again = await story.refused('applicant', 'assessment', 'RE_ASSESS', await asking(story));
  expect(again).toMatchObject({ status: 409, name: 'illegal-step' });

  // Grade 10: 7 months of the own wage were paid; grade 9: 9 months, of which two are still to come (条例 37).
  const { items, paidOnce } = await story.facts('benefit', Amounts);
  expect(paidOnce).toBe('42000.00');
  expect(items.find(({ item }) => item === 'one_time_disability')?.amount).toBe('54000.00');
  await payBenefit(story);
  expect((await story.facts('benefit', Amounts)).paidOnce).toBe('54000.00');
});
