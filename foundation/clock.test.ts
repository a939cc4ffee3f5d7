import { expect, it } from 'vitest';
import { ManualClock } from './clock.ts';

it('a clock moved by hand runs what falls due, in order of time, and nothing else', async () => {
  const clock = new ManualClock(0);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b at ${clock.now()}`));
  clock.after(10, () => {
    seen.push(`a at ${clock.now()}`);
    clock.after(5, () => seen.push(`c at ${clock.now()}`));
  });
  clock.after(30, () => seen.push('too late'));
  const cancel = clock.after(12, () => seen.push('cancelled'));
  cancel();
  await clock.advance(25);
  expect(seen).toEqual(['a at 10', 'c at 15', 'b at 20']);
  expect(clock.now()).toBe(25);
});
