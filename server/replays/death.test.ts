/** 因工死亡 in 2026: the relatives apply; the lump sum, the funeral, and the pensions of who was supported. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CaseDesk } from '../testing/case-desk.ts';
import { citizenNumber, fitter, PROPOSE_YES, twelveWages } from './people.ts';
import { determine, fetchShared, nowSigned, payBenefit } from './phases.ts';
import { Story } from './story.ts';

const REGION = '370702';
const Benefit = z.object({
  cause: z.string(),
  items: z.array(z.object({ item: z.string(), amount: z.string(), payer: z.string(), period: z.string() })),
  schedule: z.array(z.object({ item: z.string(), amount: z.string(), from: z.string() })),
  paidOnce: z.string(),
});
let desk: CaseDesk;
let story: Story;

beforeAll(async () => {
  desk = await CaseDesk.open({ region: REGION, day: '2026-07-20' });
  await desk.publish('area-average', 2025, '7000.00');
  await desk.publish('minimum-wage', 2026, '2200.00');
  const wife = { relation: 'relative', name: '钟测试', number: citizenNumber(REGION, '1969-05-06', 22) } as const;
  story = new Story(
    desk,
    fitter(REGION, '2026-07-11', 71, {
      applicant: wife,
      death: { day: '2026-07-11', time: '13:05' },
      dependants: [
        { name: '钟测试', relation: '配偶', birthDate: '1969-05-06' },
        { name: '吕小测', relation: '子女', birthDate: '2015-01-20' },
      ],
    }),
  );
  await desk.insure(story.file.person.number, {
    insured: [{ from: '2024-01-01', until: null }],
    wages: twelveWages('2026-07', 6000),
  });
});
afterAll(() => desk.close());

test('the wife applies at the terminal; without the proof of death the application is not complete', async () => {
  await story.open('applicant', 'START_DRAFT', { relation: 'relative', injuryOn: '2026-07-11' });
  await fetchShared(story);
  const form = { scenario: 'G14_1', death: true, held: [], signature: nowSigned(story), channel: '自助终端' };
  const no = await story.refused('applicant', 'determination', 'SUBMIT', form);
  expect(no).toMatchObject({ status: 409, guard: 'materialsComplete' });
  expect(no.message).toContain('死亡证明');
  const held = ['M03', 'M20', 'M21'].map((id) => ({ id, how: 'uploaded' }));
  await story.step('applicant', 'determination', 'SUBMIT', { ...form, held });
  expect(await story.state('determination')).toBe('SUBMITTED');
});

test('determined as a work death: nothing is assessed, and the benefit begins by itself', async () => {
  await story.step('officer', 'determination', 'ACCEPT', { clear: true });
  await determine(story);
  const { parts } = await story.read();
  expect(parts.map(({ kind }) => kind).filter((kind) => kind !== 'service')).toEqual(['determination', 'benefit']);
  expect(await story.state('benefit')).toBe('B_CHECK');
  expect(PROPOSE_YES.scenario).toBe('G14_1');
});

test('1 130 040 yuan, the funeral and the pensions, computed as the law says, decided and paid', async () => {
  const { cause, items } = await story.facts('benefit', Benefit);
  expect(cause).toBe('death');
  const amounts = items.map(({ item, amount, payer, period }) => `${item} ${amount} ${payer} ${period}`).sort();
  expect(amounts).toEqual([
    // 40 % for the spouse and 30 % for the child, of 6 000.
    'dependant_pension 4200.00 fund month',
    // Six months of 7 000.
    'funeral 42000.00 fund once',
    // Twenty times the urban disposable income of 2025 (56 502), the year before the injury.
    'work_death 1130040.00 fund once',
  ]);
  await desk.goTo('2026-07-27');
  await payBenefit(story);
  const { paidOnce, schedule } = await story.facts('benefit', Benefit);
  expect(paidOnce).toBe('1172040.00');
  // From the month after the death (条例 39, 经办 practice); the share of a child ends with the month of its majority.
  expect(schedule.map(({ amount, from }) => `${amount} ${from}`)).toEqual(['4200.00 2026-08', '2400.00 2033-02']);
});

test('the papers name the amounts and have arrived', async () => {
  const papers = await story.papers();
  expect(papers.every(({ verdict, seal }) => verdict === 'genuine' && seal !== 'broken')).toBe(true);
  const table = papers.find(({ kind }) => kind === 'D32');
  for (const amount of [/1,?130,?040\.00/, /42,?000\.00/, /4,?200\.00/]) expect(table?.text).toMatch(amount);
  expect(papers.find(({ kind }) => kind === 'D14')?.text).toContain('钟测试');
  const { services } = await story.read();
  expect(services.map(({ state }) => state)).toEqual(services.map(() => 'S_DELIVERED'));
});
