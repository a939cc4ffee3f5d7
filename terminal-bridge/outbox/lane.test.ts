/** The loop under every delivery: woken at the wrong moment, broken within, closed half way. */
import { ManualClock } from '@anban/foundation/clock';
import { beforeEach, expect, test } from 'vitest';
import { Lane } from './lane.ts';

let clock: ManualClock;
let tries: number;
let rests: number;
let defects: unknown[];
let work: () => Promise<number | null>;
let lane: Lane;
beforeEach(() => {
  clock = new ManualClock();
  tries = 0;
  rests = 0;
  defects = [];
  work = async () => null;
  lane = new Lane({
    clock,
    work: () => {
      tries += 1;
      return work();
    },
    onDefect: (error) => {
      defects.push(error);
      return 7000;
    },
    onRest: () => {
      rests += 1;
    },
  });
});

/** A try that ends when told to, with the pause it is told. */
function heldTry(): (pause: number | null) => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  work = () => promise;
  return async (pause) => {
    resolve(pause);
    await clock.advance(0);
  };
}

async function woken(): Promise<void> {
  lane.wake();
  await clock.advance(0);
}

test('it tries again after the pause that the try asked for, and not before', async () => {
  work = async () => 1000;
  await woken();
  await clock.advance(999);
  expect(tries).toBe(1);
  work = async () => null;
  await clock.advance(1);
  expect(tries).toBe(2);
  await clock.advance(3_600_000);
  expect(tries).toBe(2);
});

test('woken during its pause it tries at once, and the old pause wakes it no more', async () => {
  work = async () => 1000;
  await woken();
  await clock.advance(500);
  work = async () => null;
  await woken();
  expect(tries).toBe(2);
  await clock.advance(10_000);
  expect(tries).toBe(2);
});

test('woken during a try, however often, it tries once more after it, and rests only then', async () => {
  const end = heldTry();
  await woken();
  await woken();
  await woken();
  expect([tries, rests]).toEqual([1, 0]);
  await end(1000);
  expect([tries, rests]).toEqual([2, 1]);
});

// Bug: a try that woke the lane before it first waited ran beside the one that it began.
test('woken by a try itself, at once, it tries again after it and not beside it', async () => {
  let [under, most] = [0, 0];
  work = async () => {
    under += 1;
    most = Math.max(most, under);
    if (tries < 3) lane.wake();
    await Promise.resolve();
    under -= 1;
    return null;
  };
  await woken();
  expect([tries, most, rests]).toEqual([3, 1, 1]);
});

test.for([0, 1, 2, 3, 4, 5, 6, 7, 8])(
  'woken %i turns after a try was told to end, nothing is forgotten',
  async (turns) => {
    const end = heldTry();
    await woken();
    const ended = end(null);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    lane.wake();
    await ended;
    expect(tries).toBe(2);
  },
);

test('who wakes it while it comes to rest is served at once, and by that try alone', async () => {
  work = async () => 1000;
  let asked = false;
  lane = new Lane({
    clock,
    work: async () => {
      tries += 1;
      return asked ? null : 1000;
    },
    onDefect: () => 0,
    onRest: () => {
      if (asked) return;
      asked = true;
      lane.wake();
    },
  });
  await woken();
  await clock.advance(10_000);
  expect(tries).toBe(2);
});

test('a defect, thrown at once or later, is told, and the lane goes on after the pause it is given', async () => {
  work = () => {
    throw new Error('at once');
  };
  await woken();
  work = () => Promise.reject(new Error('later'));
  await clock.advance(7000);
  expect(defects).toEqual([new Error('at once'), new Error('later')]);
  work = async () => null;
  await clock.advance(7000);
  expect([tries, rests]).toEqual([3, 3]);
});

test('closed during a try it waits for its end, and neither pauses nor tries again', async () => {
  const end = heldTry();
  await woken();
  await woken();
  let closed = false;
  void lane.close().then(() => {
    closed = true;
  });
  await clock.advance(0);
  expect(closed).toBe(false);
  await end(1000);
  expect(closed).toBe(true);
  await clock.advance(3_600_000);
  expect([tries, rests]).toEqual([1, 0]);
});

test('closed during its pause, and woken after that, it does nothing', async () => {
  work = async () => 1000;
  await woken();
  await lane.close();
  await woken();
  await clock.advance(3_600_000);
  expect(tries).toBe(1);
});
