/** The kiosk page: JavaScript and CSS of the first load (gzip), first paint, and tap → next screen painted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { TOUCHES } from '../../kiosk/testing/buttons.ts';
import { checkInJourney } from '../../kiosk/testing/check-in-journey.ts';
import { wayTo } from '../../kiosk/testing/walk.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { readCounter } from '../support/counters.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { percentile } from '../support/percentile.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const ROUNDS = 20;
/** Each ends with the page started anew, half a second; ANBAN_VISITS=1000 for the figure of issue 3. */
const VISITS = Number(process.env.ANBAN_VISITS ?? 50);

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
await stack.close();
const slowPaint = await firstPaintAtOneSixth();
const memory = await memoryOverVisits();
await browser.close();

const figures = {
  js_gz_kb: kilobytes('.js'),
  css_gz_kb: kilobytes('.css'),
  first_contentful_paint_ms: Math.round(firstPaint),
  first_contentful_paint_at_one_sixth_ms: Math.round(slowPaint),
  taps_for_a_check_in_with_a_card: tapsForCheckIn(),
  visits: VISITS,
  heap_mb_after_the_first_visits: memory.early,
  heap_mb_after_all_visits: memory.late,
  // Null where `npm test -- tests/journeys tests/accessibility` has not been run in this working tree.
  share_of_steps_walked: shareOf('steps-walked'),
  share_of_screens_by_modes_without_a_fault: shareOf('screens-by-modes'),
  tap_to_next_screen_painted_p50_ms: Math.round(percentile(taps, 0.5)),
  tap_to_next_screen_painted_p95_ms: Math.round(percentile(taps, 0.95)),
};
process.stdout.write(`${JSON.stringify({ name: 'kiosk', figures })}\n`);

/** From 0 to 1, as the last run of the test counted it. */
function shareOf(name: string): number | null {
  const counter = readCounter(name);
  return counter === null ? null : counter.done / counter.of;
}

/** In a context of its own, with the processor held back. */
async function firstPaintAtOneSixth(): Promise<number> {
  const bridge = await FakeBridge.start();
  const { page: slow } = await openPage(browser);
  const devtools = await slow.context().newCDPSession(slow);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await slow.goto(bridge.url);
  await slow.getByTestId('screen-attract').waitFor();
  const paint = await slow.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  await slow.context().close();
  await bridge.stop();
  return paint;
}

/** Touches on the shortest way from the card on the reader to the number, by the machine itself. */
function tapsForCheckIn(): number {
  const { steps, start } = checkInJourney();
  const way = wayTo(steps, start, ({ to }) => to.state === 'ticket') ?? [];
  return way.filter(({ event }) => TOUCHES.some((touch) => touch === event.type)).length;
}

/** What JavaScript holds, MB after collection, after the first tenth of the visits and after all of them. */
async function memoryOverVisits(): Promise<{ readonly early: number; readonly late: number }> {
  const bridge = await FakeBridge.start();
  const { page: kiosk } = await openPage(browser);
  const devtools = await kiosk.context().newCDPSession(kiosk);
  const used = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return Math.round(usedSize / 104_857.6) / 10;
  };
  let early = 0;
  await kiosk.goto(bridge.url);
  for (let visit = 0; visit < VISITS; visit += 1) {
    await kiosk
      .getByRole('heading', { name: '请出示您的证件', level: 1 })
      .and(kiosk.locator('.screen-pictured h1'))
      .waitFor();
    await kiosk.getByTestId('screen-attract').waitFor();
    bridge.layCard();
    await kiosk.getByTestId('screen-card').waitFor();
    await kiosk.getByRole('button', { name: '结束办理' }).click();
    await kiosk.getByTestId('screen-attract').waitFor();
    bridge.liftCard();
    if (visit === Math.floor(VISITS / 10)) early = await used();
  }
  await kiosk.getByTestId('screen-attract').waitFor();
  const late = await used();
  await kiosk.context().close();
  await bridge.stop();
  return { early, late };
}

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
