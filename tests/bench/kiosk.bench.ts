/**
 * The kiosk page: JavaScript and CSS of the first load (gzip), first paint, tap → painted (a key of the number pad and the
 * digit in its field), tap → next screen painted, taps of a check-in, and what the long tests have counted.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { TOUCHES } from '../../kiosk/testing/buttons.ts';
import { checkInJourney } from '../../kiosk/testing/check-in-journey.ts';
import { wayTo } from '../../kiosk/testing/walk.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { type Counter, readCounters } from '../support/counters.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { firstLoad } from '../support/first-load.ts';
import { percentile } from '../support/percentile.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const ROUNDS = 20;
/** Digits that a staff number has at most. */
const LONGEST = 8;

const browser = await openBrowser();
const { firstPaint, screens, keys, slowPaint } = await measured().finally(() => browser.close());

const steps = counted('steps-walked', 'tests/journeys');
const screensByModes = counted('screens-by-modes', 'tests/accessibility/gate.test.ts');
const figures = {
  js_gz_kb: kilobytes(firstLoad('.js')),
  goal_js_gz_kb: 60,
  css_gz_kb: kilobytes(firstLoad('.css')),
  first_contentful_paint_ms: Math.round(firstPaint),
  first_contentful_paint_at_one_sixth_ms: Math.round(slowPaint),
  // The machine's shortest way, without 完成 at its end; none of these taps is done here.
  taps_for_a_check_in_with_a_card: tapsForCheckIn(),
  goal_taps: 4,
  steps_of_all_machines: steps?.of ?? null,
  share_of_steps_walked: shareOf(steps),
  share_of_screens_by_modes_without_a_fault: shareOf(screensByModes),
  tap_to_painted_p50_ms: Math.round(percentile(keys, 0.5)),
  tap_to_painted_p95_ms: Math.round(percentile(keys, 0.95)),
  goal_tap_to_painted_p95_ms: 50,
  tap_to_next_screen_painted_p50_ms: Math.round(percentile(screens, 0.5)),
  tap_to_next_screen_painted_p95_ms: Math.round(percentile(screens, 0.95)),
  goal_tap_to_next_screen_painted_p95_ms: 100,
};
process.stdout.write(`${JSON.stringify({ name: 'kiosk', figures })}\n`);

/** Whatever fails in here, the terminal that was started for it ends with it. */
async function measured() {
  const stack = await TestStack.start();
  const shown = await atTheTerminal(stack).finally(() => stack.close());
  // With nothing else running, as before a person comes.
  return { ...shown, slowPaint: await firstPaintAtOneSixth() };
}

/** Milliseconds: the first paint, and each tap to what it brings. */
async function atTheTerminal(stack: TestStack) {
  const { page } = await openPage(browser);
  const visitor = new Visitor(page);
  await visitor.arrive(stack.kioskUrl);
  const firstPaint = await firstPaintOf(page);
  await stack.panel.lay('wu-min');
  await visitor.sees('manual');
  const screens: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    screens.push(await tapToPaint(page, '我是工作人员', toScreen('officer')));
    screens.push(await tapToPaint(page, '返回', toScreen('manual')));
  }
  await tapToPaint(page, '我是工作人员', toScreen('officer'));
  const keys: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const digits = (round % LONGEST) + 1;
    keys.push(await tapToPaint(page, `数字 ${round % 10}`, toDigits(digits)));
    if (digits === LONGEST) keys.push(await tapToPaint(page, /^清空/, toDigits(0)));
  }
  return { firstPaint, screens, keys };
}

/** Throws where the browser has painted nothing: a figure of 0 would be the best of all. */
async function firstPaintOf(page: Page): Promise<number> {
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  if (paint === undefined) throw new Error('the page has not been painted');
  return paint;
}

/** What the tests in `where` have counted at this commit; says so where they have not. */
function counted(name: string, where: string): Counter | null {
  const counter = readCounters(name);
  if (counter === null)
    process.stderr.write(`kiosk: nothing has counted ${name} at this commit: run \`npm test -- ${where}\` first\n`);
  return counter;
}

/** From 0 to 1. */
function shareOf(counter: Counter | null): number | null {
  return counter === null ? null : counter.done / counter.of;
}

/** In a context of its own, with the processor held back. */
async function firstPaintAtOneSixth(): Promise<number> {
  const bridge = await FakeBridge.start();
  try {
    const { page: slow } = await openPage(browser);
    const devtools = await slow.context().newCDPSession(slow);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 });
    await slow.goto(bridge.url);
    await slow.getByTestId('screen-attract').waitFor();
    return await firstPaintOf(slow);
  } finally {
    await bridge.stop();
  }
}

/** Touches on the shortest way from the card on the reader to the number, by the machine itself. */
function tapsForCheckIn(): number {
  const { steps, start } = checkInJourney();
  const way = wayTo(steps, start, ({ to }) => to.state === 'ticket') ?? [];
  return way.filter(({ event }) => TOUCHES.some((touch) => touch === event.type)).length;
}

/** What stands on the page when a tap has done its work: this screen, or so many digits in the chosen field. */
interface Wanted {
  readonly selector: string;
  readonly digits: number | null;
}
function toScreen(name: string): Wanted {
  return { selector: `[data-testid="screen-${name}"]`, digits: null };
}
function toDigits(digits: number): Wanted {
  return { selector: '.field-chosen input', digits };
}

/** From the moment the finger lifts to the frame after the one in which `wanted` stands. */
async function tapToPaint(on: Page, button: string | RegExp, wanted: Wanted): Promise<number> {
  const painted = on.evaluate(
    ({ selector, digits }) =>
      new Promise<number>((resolve) => {
        const stands = () => {
          const found = document.querySelector(selector);
          if (digits === null || !(found instanceof HTMLInputElement)) return found !== null;
          return found.value.length === digits;
        };
        addEventListener(
          'pointerup',
          (up) => {
            const look = () => {
              if (!stands()) requestAnimationFrame(look);
              else requestAnimationFrame(() => resolve(performance.now() - up.timeStamp));
            };
            look();
          },
          { once: true, capture: true },
        );
      }),
    wanted,
  );
  // Two taps within 300 ms are a double tap, of which the kiosk takes the first.
  await delay(320);
  await on.getByRole('button', { name: button }).first().tap();
  return painted;
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 100) / 10;
}
