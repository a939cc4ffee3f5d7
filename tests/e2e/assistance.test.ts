/** 工作人员协助 as it is at the terminal: the helper stands beside the person, sees neither PIN nor face, and is logged. */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';
import { openHallToVisitors } from '../support/hall.ts';
import type { TestStack } from '../support/stack.ts';
import type { Visitor } from '../support/visitor.ts';

const [HELPER] = SAMPLE_OFFICERS;
/** A line that was cut is tried again within some seconds. */
const PATIENCE = { timeout: 30_000, interval: 100 };
const LONGEST = { timeout: 120_000 };
const COVERED = '协助期间不显示人脸画面';
const Kept = z.array(z.object({ begun: z.date(), ended: z.date().nullable(), why: z.string().nullable() }));
const Listed = z.object({
  assistances: z.array(
    z.object({
      staffNumber: z.string(),
      begunAt: z.string(),
      endedAt: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

const hall = openHallToVisitors();
let stack: TestStack;
let centre: pg.Client;
let visitor: Visitor;
/** What the page asked the bridge for. */
let asked: string[];

beforeAll(async () => {
  centre = new pg.Client({ connectionString: hall.stack.databaseUrl });
  await centre.connect();
});
afterAll(() => centre?.end());

beforeEach(() => {
  ({ stack, visitor } = hall);
  asked = [];
  visitor.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
});

/** As the centre has it, newest first. Its table and not its command, which takes a process and a second each time. */
async function kept() {
  const { rows } = await centre.query(
    'select begun_at as begun, ended_at as ended, why from assistance order by begun_at desc',
  );
  return Kept.parse(rows);
}
const pictures = () => asked.filter((path) => path.includes('preview'));

async function toConsent(person: string): Promise<void> {
  await stack.panel.lay(person);
  await visitor.sees('consent');
}

async function helperComes(): Promise<void> {
  await visitor.touches('呼叫工作人员');
  await visitor.touches('工作人员协助');
  await visitor.staffSignIn(HELPER.number, HELPER.pin);
  await visitor.page.getByTestId('assisting').waitFor();
}

const seen = () =>
  visitor.page.evaluate(() => {
    const values = [...document.querySelectorAll('input')].map(({ value }) => value);
    return [document.documentElement.outerHTML, ...values].join('\n');
  });

it('(control) without a helper the person sees their own face', async () => {
  await toConsent('chen-shufen');
  await visitor.touches('同意，使用人脸核对');
  const face = await visitor.sees('face');
  await face.getByRole('img').waitFor();
  expect(pictures()).toHaveLength(1);
  expect(await visitor.text()).not.toContain(COVERED);
});

it('a helper guides without seeing PIN or face, ends it, and the centre knows from when to when', LONGEST, async () => {
  await toConsent('wang-jianhua');
  await visitor.touches('呼叫工作人员');
  await visitor.touches('工作人员协助');
  await visitor.page.getByLabel('PIN 码', { exact: true }).tap();
  for (const digit of HELPER.pin) await visitor.touches(`数字 ${digit}`);
  const pin = visitor.page.getByLabel('PIN 码', { exact: true });
  expect(await pin.inputValue()).toBe('•'.repeat(HELPER.pin.length));
  expect(await seen()).not.toContain(HELPER.pin);
  await visitor.page.getByLabel('工号', { exact: true }).tap();
  for (const digit of HELPER.number) await visitor.touches(`数字 ${digit}`);
  await visitor.touches('下一步');
  const banner = visitor.page.getByTestId('assisting');
  await banner.getByText('工作人员正在协助').waitFor();
  await expect.poll(kept, PATIENCE).toEqual([{ begun: expect.any(Date), ended: null, why: null }]);

  await visitor.touches('同意，使用人脸核对');
  const face = await visitor.sees('face');
  await face.getByText(COVERED).waitFor();
  expect(await face.locator('.preview').count()).toBe(0);
  expect(pictures()).toEqual([]);
  await visitor.touches('结束协助');
  await banner.waitFor({ state: 'detached' });
  await expect.poll(async () => (await kept())[0]?.why, PATIENCE).toBe('asked');
  const [line, ...others] = Listed.parse(await stack.anban('assistance', 'list')).assistances;
  expect(others).toEqual([]);
  expect(line).toMatchObject({ staffNumber: HELPER.number, why: 'asked' });
  expect(Date.parse(line?.endedAt ?? '')).toBeGreaterThan(Date.parse(line?.begunAt ?? ''));
  expect(await stack.anban('audit', 'verify')).toMatchObject({ intact: true });
});

it('while the terminal is cut off it is logged as well, and the centre hears of it later', LONGEST, async () => {
  const before = await kept();
  stack.wire.cut();
  await toConsent('li-xiuying');
  await helperComes();
  await stack.panel.lift();
  await visitor.touches('结束办理');
  await visitor.sees('attract');
  expect(await kept()).toEqual(before);
  stack.wire.mend();
  await expect.poll(async () => (await kept())[0]?.why, PATIENCE).toBe('visit-over');
  expect(await kept()).toHaveLength(before.length + 1);
  expect(await visitor.page.getByTestId('assisting').count()).toBe(0);
});
