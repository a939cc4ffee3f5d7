/** The kiosk page: JavaScript and CSS of the first load (gzip), first paint, and tap → next screen painted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { percentile } from '../support/percentile.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const ROUNDS = 20;

const [stack, browser] = await Promise.all([TestStack.start(), openBrowser()]);
const { page } = await openPage(browser);
const visitor = new Visitor(page);
await visitor.arrive(stack.kioskUrl);
const firstPaint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
await stack.panel.lay('wu-min');
await visitor.sees('manual');
const taps: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  taps.push(await tapToPaint(page, '我是工作人员', 'officer'));
  taps.push(await tapToPaint(page, '返回', 'manual'));
}
await browser.close();
await stack.close();

const figures = {
  js_gz_kb: kilobytes('.js'),
  css_gz_kb: kilobytes('.css'),
  first_contentful_paint_ms: Math.round(firstPaint),
  tap_to_next_screen_painted_p50_ms: Math.round(percentile(taps, 0.5)),
  tap_to_next_screen_painted_p95_ms: Math.round(percentile(taps, 0.95)),
};
process.stdout.write(`${JSON.stringify({ name: 'kiosk', figures })}\n`);

/** From the moment the finger lifts to the frame after the one in which the next screen stands. */
async function tapToPaint(on: Page, button: string, screen: string): Promise<number> {
  const painted = on.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        addEventListener(
          'pointerup',
          (up) => {
            const look = () => {
              if (document.querySelector(`[data-testid="screen-${wanted}"]`) === null) requestAnimationFrame(look);
              else requestAnimationFrame(() => resolve(performance.now() - up.timeStamp));
            };
            look();
          },
          { once: true, capture: true },
        );
      }),
    screen,
  );
  // Two taps within 300 ms are a double tap, of which the kiosk takes the first.
  await delay(320);
  await on.getByRole('button', { name: button }).first().tap();
  return painted;
}

/** gzip size of the files with this ending that the built page asks for by itself; keyboard and signature come later. */
function kilobytes(ending: string): number {
  const dist = join(ROOT, 'kiosk/dist');
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...page.matchAll(/"\/(assets\/[^"]+)"/g)]
    .map(([, file = '']) => file)
    .filter((file) => file.endsWith(ending));
  const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
  return Math.round(bytes / 102.4) / 10;
}
