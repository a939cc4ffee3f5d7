/** A matcher that loads slowly, never, or with a defect. */
import { ManualClock } from '@anban/foundation/clock';
import { expect, test } from 'vitest';
import type { FaceMatcher } from '../matching/matcher.ts';
import { FakeMatcher, PASS } from '../testing/fake-devices.ts';
import { LateMatcher } from './late-matcher.ts';

const portrait = { width: 1, height: 1, data: new Uint8Array(3) };
const options = () => ({ signal: new AbortController().signal, deadlineMs: 8000, onGuidance: () => {} });
async function* frames() {
  yield { jpeg: new Uint8Array(1), at: 0 };
}

test('while it loads a person waits for it, and then is compared', async () => {
  const loading = Promise.withResolvers<FaceMatcher>();
  const late = new LateMatcher(loading.promise, new ManualClock(), () => {});
  expect(late.status).toEqual({ status: 'starting' });
  const verdict = late.match(portrait, frames(), options());
  loading.resolve(new FakeMatcher());
  expect(await verdict).toEqual(PASS);
  expect(late.status).toEqual({ status: 'ready' });
});

test('nobody waits for it longer than for a comparison', async () => {
  const clock = new ManualClock();
  const late = new LateMatcher(new Promise(() => {}), clock, () => {});
  const verdict = late.match(portrait, frames(), options());
  await clock.advance(8000);
  expect(await verdict).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
});

test('one that cannot be loaded says why, once, and is out of service', async () => {
  const whys: string[] = [];
  const late = new LateMatcher(Promise.reject(new Error('not on wasm')), new ManualClock(), (why) => whys.push(why));
  expect(await late.match(portrait, frames(), options())).toEqual({ outcome: 'unavailable', reason: 'matcherFailed' });
  expect(late.status).toEqual({ status: 'out-of-service', reason: 'matcherFailed' });
  expect(whys).toEqual(['not on wasm']);
  await late.close();
});
