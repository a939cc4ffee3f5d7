/** The way into the examination room walked in a real browser: by taps, by the bridge's messages over the real WebSocket, and by the clock. */
import { expect, it } from 'vitest';
import { within } from '../../kiosk/testing/walk.ts';
import { canHappen, journey, RoomEntryDriver } from './room-entry-driver.ts';
import { LONGEST, leftOut, walkInBrowser } from './walk-in-browser.ts';

const possible = within(
  journey.steps.filter(({ from, event }) => canHappen(from, event)),
  journey.start,
);

it('only what nobody can say is left out: an end while the terminal works, or by hand where it goes home by itself', () => {
  expect(leftOut({ journey, possible })).toEqual([
    'again CANCEL over',
    'card TIMEOUT over',
    'entered CANCEL over',
    'entering CANCEL over',
    'entering TIMEOUT over',
    'face TIMEOUT over',
    'officer.checking CANCEL over',
    'officer.checking TIMEOUT over',
    // Both officers' time ends first.
    'officer.deciding TIMEOUT over',
    'officer.signingIn TIMEOUT over',
    'ticket TIMEOUT over',
  ]);
});

it('every step of the way into the examination room can be taken at the terminal', { timeout: LONGEST }, async () => {
  const { faults, left, buttons } = await walkInBrowser({
    journey,
    possible,
    open: (browser) => RoomEntryDriver.open(browser),
    walkers: 2,
    // While a decision is on its way the buttons stand still where they are.
    showsButtons: ({ state }) => state !== 'officer.checking',
  });
  expect(faults).toEqual([]);
  expect(left).toEqual([]);
  for (const { state, shown, known } of buttons) expect({ state, shown }).toEqual({ state, shown: known });
});
