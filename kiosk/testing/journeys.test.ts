/** Every machine of the kiosk, walked by its adjacency: no dead end, nothing left behind, nothing that has no answer. */

import { DEVICE_NAMES } from '@anban/terminal-bridge/protocol/state';
import { describe, expect, it } from 'vitest';
import { blank } from '../services/check-in/context.ts';
import { SCREENS } from '../services/check-in/screens/index.ts';
import { blankSession } from '../session/machine.ts';
import { BUTTONS, TOUCHES } from './buttons.ts';
import { checkInAfter, checkInJourney, HOLDER } from './check-in-journey.ts';
import { sessionAfter, sessionJourney } from './session-journey.ts';
import { edgeOf, lost, tours, wayTo } from './walk.ts';

const checkIn = checkInJourney();
const session = sessionJourney();
const WHATEVER = [
  { type: 'CANCEL' },
  { type: 'TIMEOUT' },
  { type: 'DISCONNECTED' },
  { type: 'CARD_LAID' },
  ...DEVICE_NAMES.flatMap(
    (device) =>
      [
        { type: 'DEVICE_LOST', device, reason: null },
        { type: 'DEVICE_BACK', device },
      ] as const,
  ),
] as const;

describe.each([checkIn, session])('the machine of $name', ({ places, declared, steps, start }) => {
  it('comes to every state that it declares', () => {
    expect([...new Set(places.map(({ state }) => state))].sort()).toEqual([...declared].sort());
  });

  it('has a way to every place from the start', () => {
    for (const { key } of places) {
      if (key !== start.key)
        expect(
          wayTo<unknown>(steps, start, ({ to }) => to.key === key),
          key,
        ).not.toBeNull();
    }
  });
});

describe('a check-in', () => {
  it('has a way home from every place', () => {
    expect(lost(checkIn.steps, ({ isEnd }) => isEnd)).toEqual([]);
  });

  it('knows nothing of anybody at its end', () => {
    const ends = checkIn.at.filter(({ isEnd }) => isEnd);
    expect(ends.length).toBeGreaterThan(0);
    for (const { to } of checkIn.steps) if (to.isEnd) expect(to.context).toEqual(blank());
  });

  it.each(WHATEVER)('has an answer in every state to $type $device', (event) => {
    for (const place of checkIn.at) {
      const next = checkInAfter(place, event);
      expect(checkIn.declared, place.key).toContain(next.state);
      expect(SCREENS).toHaveProperty(next.screen);
      if (next.isEnd) expect(JSON.stringify(next.context)).not.toContain(HOLDER.maskedNumber);
    }
  });

  it('takes from a finger what its screens offer, and nothing else', () => {
    for (const [screen, offered] of Object.entries(BUTTONS)) {
      const taken = checkIn.steps
        .filter(({ from }) => from.state === screen)
        .map(({ event }) => event.type)
        .filter((type) => TOUCHES.some((touch) => touch === type) && type !== 'CANCEL');
      const touches = Object.keys(offered).filter((type) => type !== 'CANCEL');
      expect({ screen, takes: [...new Set(taken)].sort() }).toEqual({ screen, takes: touches.sort() });
    }
  });
});

describe('the session', () => {
  it('has a way to the attract screen from every place', () => {
    expect(lost(session.steps, ({ state }) => state === 'attract')).toEqual([]);
  });

  it('knows nothing of anybody on the attract screen, whichever way it came', () => {
    const home = session.steps.filter(({ to }) => to.state === 'attract');
    expect(home.length).toBeGreaterThan(2);
    for (const { to } of home) expect(to.context).toEqual(blankSession());
  });

  it.each([
    { type: 'CANCEL' },
    { type: 'TIMEOUT' },
    { type: 'DISCONNECTED', reason: 'disconnected' },
    { type: 'OUT', reason: 'maintenance' },
  ] as const)('has an answer in every state to $type', (event) => {
    for (const place of session.at) expect(session.declared).toContain(sessionAfter(place, event).state);
  });
});

describe('walking', () => {
  const place = (key: string, isEnd = false) => ({ key, state: key, isEnd, context: {} });
  const step = (from: string, type: string, to: string) => ({
    from: place(from),
    event: { type },
    to: place(to, to === 'end'),
  });

  it('finds a place without a way home', () => {
    expect(
      lost([step('a', 'GO', 'end'), step('a', 'FALL', 'pit'), step('pit', 'TURN', 'pit')], (p) => p.isEnd),
    ).toEqual(['pit']);
  });

  it('takes every kind of step, each tour as far as it goes', () => {
    const steps = [step('a', 'GO', 'b'), step('b', 'BACK', 'a'), step('b', 'STOP', 'end'), step('a', 'STOP', 'end')];
    const ways = tours(steps, place('a'), edgeOf).map((tour) => tour.map(edgeOf));
    expect(ways).toEqual([
      ['a GO b', 'b BACK a', 'a STOP end'],
      ['a GO b', 'b STOP end'],
    ]);
  });
});
