/** The check-in walked in a real browser: by taps, by the bridge's messages over the real WebSocket, and by the clock. */
import { expect, it } from 'vitest';
import { checkInJourney } from '../../kiosk/testing/check-in-journey.ts';
import { CheckInDriver, canHappen } from './check-in-driver.ts';
import { LONGEST, leftOut, walkInBrowser } from './walk-in-browser.ts';

const journey = checkInJourney();
const possible = journey.steps.filter(({ from, event }) => canHappen(from, event));

it('only what nobody can say is left out: an end by hand or by stillness while the terminal works', () => {
  expect(leftOut({ journey, possible })).toEqual(
    [
      'card TIMEOUT ended',
      'cameraLost TIMEOUT ended',
      'face TIMEOUT ended',
      'guardianCard TIMEOUT ended',
      'officer.checking CANCEL ended',
      'officer.checking TIMEOUT ended',
      // Both officers' time ends first.
      'officer.deciding TIMEOUT ended',
      'officer.signingIn TIMEOUT ended',
      'result CANCEL ended',
      'result TIMEOUT ended',
      'ticket CANCEL ended',
    ].sort(),
  );
});

it('every step of the check-in can be taken at the terminal', { timeout: LONGEST }, async () => {
  const { faults, left, buttons } = await walkInBrowser({
    journey,
    possible,
    open: (browser) => CheckInDriver.open(browser),
    walkers: 2,
    // While a decision is on its way the buttons stand still where they are; a guardian agrees in words of their own.
    showsButtons: ({ state, context }) =>
      state !== 'officer.checking' && !(state === 'consent' && context.guardian !== null),
  });
  expect(faults).toEqual([]);
  expect(left).toEqual([]);
  for (const { state, shown, known } of buttons) expect({ state, shown }).toEqual({ state, shown: known });
});
