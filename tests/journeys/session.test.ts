/** The session walked in a real browser: by taps, by the bridge's messages over the real WebSocket, and by the clock. */
import { expect, it } from 'vitest';
import { journey, possible, SessionDriver, showsButtons } from './session-driver.ts';
import { LONGEST, leftOut, walkInBrowser } from './walk-in-browser.ts';

it('only what nobody can say is left out: "one moment" has no button', () => {
  expect(leftOut({ journey, possible })).toEqual(['starting CANCEL wiped', 'starting TIMEOUT wiped']);
});

it('every step of the session can be taken at the terminal', { timeout: LONGEST }, async () => {
  const { faults, left, buttons } = await walkInBrowser({
    journey,
    possible,
    open: (browser) => SessionDriver.open(browser),
    walkers: 1,
    showsButtons,
    // A choice of how the screen looks, and the sign-in of staff, which the diagnostics have to themselves.
    beside: { attract: ['长辈模式'], diagnostics: ['下一步'] },
  });
  expect(faults).toEqual([]);
  expect(left).toEqual([]);
  for (const { state, shown, known } of buttons) expect({ state, shown }).toEqual({ state, shown: known });
});
