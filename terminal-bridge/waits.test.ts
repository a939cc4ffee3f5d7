import { getEventListeners } from 'node:events';
import { ManualClock } from '@anban/foundation/clock';
import { beforeEach, expect, it } from 'vitest';
import { pause, unlessOver } from './waits.ts';

let clock: ManualClock;
let stop: AbortController;
beforeEach(() => {
  clock = new ManualClock();
  stop = new AbortController();
});

/** Whether it has come to its end by now. */
function watched(wait: Promise<unknown>): () => Promise<boolean> {
  let ended = false;
  void wait.then(() => {
    ended = true;
  });
  return async () => {
    await clock.advance(0);
    return ended;
  };
}
const listeners = () => getEventListeners(stop.signal, 'abort').length;

it('a pause ends when its time is over, and leaves nothing behind', async () => {
  const ended = watched(pause(clock, 1000, stop.signal));
  await clock.advance(999);
  expect(await ended()).toBe(false);
  await clock.advance(1);
  expect([await ended(), listeners()]).toEqual([true, 0]);
});

it('a pause that is called off, before it or in its midst, ends at once', async () => {
  const ended = watched(pause(clock, 1000, stop.signal));
  stop.abort();
  expect(await ended()).toBe(true);
  expect(await watched(pause(clock, 1000, stop.signal))()).toBe(true);
  expect(listeners()).toBe(0);
});

it('work that ends in time tells what came of it, its failure too, and leaves nothing behind', async () => {
  expect(await unlessOver(Promise.resolve(7), stop.signal)).toBe(7);
  await expect(unlessOver(Promise.reject(new Error('broken')), stop.signal)).rejects.toThrow('broken');
  expect(listeners()).toBe(0);
});

it('work that nobody waits for any more is null, and may fail unheard', async () => {
  const work = Promise.withResolvers<number>();
  const waited = unlessOver(work.promise, stop.signal);
  stop.abort();
  expect(await waited).toBeNull();
  work.reject(new Error('late'));
  await clock.advance(0);
  expect(await unlessOver(new Promise<number>(() => undefined), stop.signal)).toBeNull();
});
