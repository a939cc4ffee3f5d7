/** The session walked in a real browser: by taps, by the bridge's messages over the real WebSocket, and by the clock. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { edgeOf } from '../../kiosk/testing/walk.ts';
import { ensureKiosk } from '../../scripts/setup/kiosk.ts';
import { openBrowser } from '../support/browser.ts';
import { journey, possible, SessionDriver, showsButtons } from './session-driver.ts';
import { LONGEST, walkInBrowser } from './walk-in-browser.ts';

let browser: Browser;
beforeAll(async () => {
  await ensureKiosk();
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('only what nobody can say is left out: "one moment" has no button', () => {
  const can = new Set(possible.map(edgeOf));
  const left = new Set(journey.steps.map(edgeOf).filter((edge) => !can.has(edge)));
  expect([...left].sort()).toEqual(['starting CANCEL wiped', 'starting TIMEOUT wiped']);
});

it('every step of the session can be taken at the terminal', { timeout: LONGEST }, async () => {
  const { faults, left, buttons } = await walkInBrowser({
    journey,
    possible,
    open: () => SessionDriver.open(browser),
    walkers: 1,
    showsButtons,
    // A choice of how the screen looks, and the sign-in of staff, which the diagnostics have to themselves.
    beside: { attract: ['长辈模式'], diagnostics: ['下一步'] },
  });
  expect(faults).toEqual([]);
  expect(left).toEqual([]);
  for (const { state, shown, known } of buttons) expect({ state, shown }).toEqual({ state, shown: known });
});
