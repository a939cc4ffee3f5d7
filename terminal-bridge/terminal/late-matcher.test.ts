/** A matcher that loads slowly, never, or with a defect. */
import { ManualClock } from '@anban/foundation/clock';
import { expect, test } from 'vitest';
import { CalibrationError } from '../matching/bands.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import { FakeMatcher, PASS } from '../testing/fake-devices.ts';
import { LateMatcher } from './late-matcher.ts';

const portrait = { width: 1, height: 1, data: new Uint8Array(3) };
const options = () => ({ signal: new AbortController().signal, deadlineMs: 8000, onGuidance: () => {} });
async function* frames() {
  yield { jpeg: new Uint8Array(1), at: 0 };
}

const lateMatcher = (load: () => Promise<FaceMatcher>, clock = new ManualClock(), whys: string[] = []) =>
  new LateMatcher({ load, clock, onFailed: (why) => whys.push(why) });

test('while it loads a person waits for it, and then is compared', async () => {
  const loading = Promise.withResolvers<FaceMatcher>();
  const late = lateMatcher(() => loading.promise);
  expect(late.status).toEqual({ status: 'starting' });
  const verdict = late.match(portrait, frames(), options());
  loading.resolve(new FakeMatcher());
  expect(await verdict).toEqual(PASS);
  expect(late.status).toEqual({ status: 'ready' });
});

test('nobody waits for it longer than for a comparison', async () => {
  const clock = new ManualClock();
  const late = lateMatcher(() => new Promise(() => {}), clock);
  const verdict = late.match(portrait, frames(), options());
  await clock.advance(8000);
  expect(await verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
});

test('one that cannot be loaded says why, once, and is out of service; nobody waits for it', async () => {
  const whys: string[] = [];
  const clock = new ManualClock();
  const late = lateMatcher(() => Promise.reject(new Error('not on wasm')), clock, whys);
  expect(await late.match(portrait, frames(), options())).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
  await clock.advance(60_000);
  expect(late.status).toEqual({ status: 'out-of-service', reason: 'matcherFailed' });
  expect(whys).toEqual(['not on wasm']);
  await late.close();
});

test('a first load that fails is tried again, later each time, and then people are compared', async () => {
  const clock = new ManualClock();
  const tried: number[] = [];
  const begun = clock.now();
  const late = lateMatcher(async () => {
    tried.push(clock.now() - begun);
    if (tried.length < 5) throw new Error('no memory');
    return new FakeMatcher();
  }, clock);
  await clock.advance(700_000);
  expect(tried).toEqual([0, 5000, 35_000, 335_000, 635_000]);
  expect(late.status).toEqual({ status: 'ready' });
  expect(await late.match(portrait, frames(), options())).toEqual(PASS);
});

test('a calibration that is refused is not tried again', async () => {
  const clock = new ManualClock();
  let tried = 0;
  const late = lateMatcher(async () => {
    tried += 1;
    throw new CalibrationError('made for other weights');
  }, clock);
  await clock.advance(3_600_000);
  expect(tried).toBe(1);
  expect(late.status).toEqual({ status: 'out-of-service', reason: 'matcherFailed' });
});

test('closed while it is still being loaded, or between two tries, nothing is left running', async () => {
  const loading = Promise.withResolvers<FaceMatcher>();
  const late = lateMatcher(() => loading.promise);
  const closing = late.close();
  const matcher = new FakeMatcher();
  loading.resolve(matcher);
  await closing;
  expect(matcher.closed).toBe(true);

  const clock = new ManualClock();
  let tried = 0;
  const failing = lateMatcher(async () => {
    tried += 1;
    throw new Error('no memory');
  }, clock);
  await clock.advance(0);
  await failing.close();
  await clock.advance(3_600_000);
  expect(tried).toBe(1);
});
