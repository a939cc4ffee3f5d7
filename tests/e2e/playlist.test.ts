/** 宣传内容 from the command line of the centre to the first screen of a terminal, and never in a person's way. */
import { expect, it } from 'vitest';
import { openPage } from '../support/browser.ts';
import { openHall } from '../support/hall.ts';
import type { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const WORDS = '<b>受理后六十日内</b>作出认定决定';

const add = (to: TestStack, title: string, text: string) =>
  to.anban(
    ...['playlist', 'add', '--title-zh', title, '--title-en', 'Time limits', '--text-zh', text],
    ...['--text-en', 'A decision within 60 days', '--seconds', '5', '--until', '2099-12-31'],
  );

const hall = openHall({
  seed: async (to) => {
    await add(to, '工伤认定时限', WORDS);
    await add(to, '第二条', '第二条的内容');
  },
});

it('is shown as it was written, can be stopped, and a card begins a visit at once', async () => {
  const { stack } = hall;
  const { page, console: said } = await openPage(hall.browser);
  const visitor = new Visitor(page);
  await expect
    .poll(async () => (await (await fetch(`${stack.kioskUrl}/kiosk/v1/playlist`)).json()).items?.length, {
      timeout: 10_000,
    })
    .toBe(2);
  await visitor.arrive(stack.kioskUrl);
  const shown = page.getByTestId('publicity');
  await shown.getByText(WORDS).waitFor();
  expect(await shown.locator('b').count(), 'what was written is text, not a page').toBe(0);
  await visitor.touches('暂停播放');
  await shown.getByRole('button', { name: '继续播放' }).waitFor();
  stack.wire.cut();
  await page.reload();
  await shown.getByText('第二条的内容').waitFor();
  stack.wire.mend();
  await stack.panel.lay('he-jing');
  await visitor.sees('notOnRoster');
  expect(await shown.count()).toBe(0);
  expect(said.filter((line) => /error|refused|violat/i.test(line))).toEqual([]);
});
