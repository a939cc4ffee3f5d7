/**
 * The check-in walked in a real browser: every step that its machine has, by taps, by the bridge's messages over the real
 * WebSocket, and by the clock. With ANBAN_ALL_PATHS=1 (at night) every event in every place that guards can tell apart.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckInEvent } from '../../kiosk/services/check-in/context.ts';
import { buttonsAt, wordsOf } from '../../kiosk/testing/buttons.ts';
import { type CheckInPlace, checkInJourney } from '../../kiosk/testing/check-in-journey.ts';
import { edgeOf, type Step, tours } from '../../kiosk/testing/walk.ts';
import { buildKiosk } from '../../scripts/setup/kiosk.ts';
import { openBrowser } from '../support/browser.ts';
import { keepCounter } from '../support/counters.ts';
import { CheckInDriver, canHappen } from './check-in-driver.ts';

const ALL_PATHS = process.env.ANBAN_ALL_PATHS === '1';
/** Two pages at a time, for two cores. */
const WALKERS = 2;
/** Each costs the time that something is waited for in vain. */
const MOST_FAULTS = 6;

const { at, steps, start } = checkInJourney();
const places = new Map(at.map((place) => [place.key, place]));
const placeAt = (key: string): CheckInPlace => {
  const place = places.get(key);
  if (place === undefined) throw new Error(`no such place: ${key}`);
  return place;
};
const possible = steps.filter(({ from, event }) => canHappen(placeAt(from.key), event));
const nameOf = (step: Step<CheckInEvent>) =>
  ALL_PATHS ? `${step.from.key} ${JSON.stringify(step.event)}` : edgeOf(step);

let browser: Browser;
beforeAll(async () => {
  await buildKiosk();
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('only what nobody can say is left out: an end by hand or by stillness while the terminal works', () => {
  const edges = (all: typeof steps) => new Set(all.map(edgeOf));
  const can = edges(possible);
  const left = [...edges(steps)].filter((edge) => !can.has(edge));
  expect(left.sort()).toEqual(
    [
      'card TIMEOUT ended',
      'cameraLost TIMEOUT ended',
      'face TIMEOUT ended',
      'guardianCard TIMEOUT ended',
      'officer.checking CANCEL ended',
      'officer.checking TIMEOUT ended',
      'officer.signingIn TIMEOUT ended',
      'result CANCEL ended',
      'result TIMEOUT ended',
      'ticket CANCEL ended',
    ].sort(),
  );
});

it('every step of the check-in can be taken at the terminal', {
  timeout: ALL_PATHS ? 3_600_000 : 600_000,
}, async () => {
  const waiting = [...tours(possible, start, nameOf)];
  const wanted = new Set(possible.map(nameOf));
  const taken = new Set<string>();
  const faults: string[] = [];
  const shown = new Map<string, readonly string[]>();
  const began = performance.now();

  async function walk(): Promise<void> {
    let driver = await CheckInDriver.open(browser);
    /** How the tour before this one ended. */
    let last = '';
    for (let tour = waiting.shift(); tour !== undefined && faults.length < MOST_FAULTS; tour = waiting.shift()) {
      let at = '';
      try {
        await driver.begin();
        for (const step of tour) {
          at = edgeOf(step);
          const { state } = placeAt(step.from.key);
          // While a decision is on its way the buttons stand still where they are.
          if (!shown.has(state) && state !== 'officer.checking') shown.set(state, await driver.buttons());
          await driver.step(placeAt(step.from.key), step.event, placeAt(step.to.key));
          taken.add(nameOf(step));
        }
        last = at;
        if (tour.at(-1)?.to.isEnd !== true) await driver.home();
      } catch (error) {
        const shows = (await driver.shows().catch(String)).replaceAll('\n', ' / ').slice(0, 200);
        const way = tour.map(edgeOf).join(' → ');
        const fault = `${way}: at "${at}", after "${last}": ${String(error).slice(0, 300)}; the page shows: ${shows}`;
        // At once: a walk that is too slow in the end must not keep what it found to itself.
        process.stdout.write(`${fault}\n`);
        faults.push(fault);
        await driver.close();
        driver = await CheckInDriver.open(browser);
      }
    }
    await driver.close();
  }
  await Promise.all(Array.from({ length: WALKERS }, walk));

  const seconds = Math.round((performance.now() - began) / 1_000);
  keepCounter('steps-walked', { done: taken.size, of: wanted.size });
  process.stdout.write(`check-in: ${taken.size} of ${wanted.size} steps walked in ${seconds} s\n`);
  expect(faults).toEqual([]);
  expect([...wanted].filter((name) => !taken.has(name))).toEqual([]);

  const EVERYWHERE = ['呼叫工作人员', '显示与声音'];
  for (const [state, buttons] of shown) {
    expect({ state, buttons: buttons.map((word) => word.trim()).sort() }).toEqual({
      state,
      buttons: [...EVERYWHERE, ...Object.values(buttonsAt(state)).flatMap(wordsOf)].sort(),
    });
  }
});
