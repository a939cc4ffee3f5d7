/** Every machine of the kiosk, walked by its adjacency: no dead end, nothing left behind, nothing that has no answer. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../gallery/samples.tsx';
import { SERVICES } from '../services/index.ts';
import { HOLDER, LOGIN } from './check-in-journey.ts';
import { JOURNEYS } from './journeys.ts';
import { edgeOf, lost, tours, wayTo, within } from './walk.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('a machine that is added', () => {
  it('has a journey, or this fails', () => {
    const machines = globSync('kiosk/**/*.{ts,tsx}', { cwd: ROOT, exclude: ['**/node_modules', '**/*.test.*'] }).filter(
      (path) => /\.createMachine\(|\bcreateMachine\(/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(JOURNEYS.map(({ source }) => source).sort()).toEqual(machines.sort());
  });

  it('is that of a service with the service’s name, and every service has one', () => {
    const services = JOURNEYS.filter(({ source }) => source.startsWith('kiosk/services/'));
    expect(services.map(({ name }) => name).sort()).toEqual(SERVICES.map(({ id }) => id).sort());
    const session = JOURNEYS.find(({ name }) => name === 'session');
    expect(session?.buttons.attract?.BEGIN).toEqual(SERVICES.map(({ title }) => title('zh')));
  });
});

it.each(JOURNEYS)('the steps of $name are taken in a real browser', ({ name }) => {
  expect(readFileSync(join(ROOT, `tests/journeys/${name}.test.ts`), 'utf8')).toContain('walkInBrowser(');
});

describe.each(JOURNEYS)('the machine of $name', (journey) => {
  const { name, places, declared, steps, start, isHome, blank, interruptions, touches, buttons } = journey;

  it('comes to every state that it declares', () => {
    expect([...new Set(places.map(({ state }) => state))].sort()).toEqual([...declared].sort());
  });

  it('has a screen for every state, of which the gallery has a sample', () => {
    const screens = new Set(declared.map((state) => state.split('.')[0] ?? ''));
    expect([...screens].filter((screen) => !SAMPLES.has(`${name}/${screen}`))).toEqual([]);
  });

  it('has a way to every place from the start', () => {
    for (const { key } of places) {
      if (key !== start.key)
        expect(
          wayTo(steps, start, ({ to }) => to.key === key),
          key,
        ).not.toBeNull();
    }
  });

  it('has a way home from every place', () => {
    expect(lost(steps, isHome)).toEqual([]);
  });

  it('knows nothing of anybody at home, whichever way it came', () => {
    const home = [...steps, ...interruptions].filter(({ from, to }) => isHome(to) && !isHome(from));
    expect(home.length).toBeGreaterThan(2);
    for (const step of home) expect(step.to.context, edgeOf(step)).toEqual(blank);
  });

  it('has an answer in every place to whatever comes', () => {
    // From each of them there is a way home.
    const known = new Set(places.map(({ key }) => key));
    expect(new Set(interruptions.map(({ from }) => from.key))).toEqual(known);
    for (const step of interruptions) expect(known.has(step.to.key), edgeOf(step)).toBe(true);
  });

  it('takes from a finger what its screens offer, and nothing else', () => {
    for (const [state, offered] of Object.entries(buttons)) {
      // CANCEL comes from the question whether somebody is still there, too: where there is no button for it.
      const isAsked = (type: string) => touches.includes(type) && type !== 'CANCEL';
      const taken = steps.filter(({ from }) => from.state === state).map(({ event }) => event.type);
      expect({ state, takes: [...new Set(taken.filter(isAsked))].sort() }).toEqual({
        state,
        takes: Object.keys(offered).filter(isAsked).sort(),
      });
      if (offered.CANCEL !== undefined) expect(taken, state).toContain('CANCEL');
    }
    const ends = places.filter(({ isEnd }) => isEnd).map(({ state }) => state);
    expect([...Object.keys(buttons), ...ends].sort()).toEqual([...declared].sort());
  });
});

describe.each(SERVICES.map(({ id }) => id))('a visit of %s', (id) => {
  it('ends by CANCEL and by TIMEOUT wherever it is', () => {
    const interruptions = JOURNEYS.find(({ name }) => name === id)?.interruptions ?? [];
    const ends = interruptions.filter(({ event }) => event.type === 'CANCEL' || event.type === 'TIMEOUT');
    expect(ends.length).toBeGreaterThan(0);
    for (const step of ends) expect(step.to.isEnd, edgeOf(step)).toBe(true);
  });
});

it('a check-in keeps no PIN, and at its end no number', () => {
  const journey = JOURNEYS.find(({ name }) => name === 'check-in');
  expect(journey?.steps.some(({ event }) => JSON.stringify(event).includes(LOGIN.pin))).toBe(true);
  expect(journey?.steps.some(({ to }) => JSON.stringify(to.context).includes(HOLDER.maskedNumber))).toBe(true);
  for (const step of journey?.steps ?? []) {
    expect(JSON.stringify(step.to.context), edgeOf(step)).not.toContain(LOGIN.pin);
    if (step.to.isEnd) expect(JSON.stringify(step.to.context), edgeOf(step)).not.toContain(HOLDER.maskedNumber);
  }
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

  it('leaves out what nobody comes to', () => {
    const steps = [step('a', 'GO', 'b'), step('c', 'GO', 'b'), step('b', 'STOP', 'end')];
    expect(within(steps, place('a')).map(edgeOf)).toEqual(['a GO b', 'b STOP end']);
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
