/** Signs of life, with the clock moved by hand. */
import { ManualClock } from '@anban/foundation/clock';
import { expect, test } from 'vitest';
import type { BridgeLog } from './log.ts';
import { startWatchdog } from './watchdog.ts';

function watched(watchdogMs: number | null, isWell: () => Promise<boolean>) {
  const said: string[] = [];
  const logged: string[] = [];
  const clock = new ManualClock();
  const log: BridgeLog = { write: (event) => void logged.push(event) };
  const manager = { watchdogMs, notify: (state: string) => said.push(state) > 0 };
  return { said, logged, clock, stop: startWatchdog({ manager, isWell, clock, log }) };
}

test('ready, three signs of life in each wait, and the end', async () => {
  const { said, clock, stop } = watched(15_000, async () => true);
  expect(said).toEqual(['READY=1']);
  await clock.advance(15_000);
  expect(said).toEqual(['READY=1', 'WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1']);
  stop();
  await clock.advance(60_000);
  expect(said.slice(4)).toEqual(['STOPPING=1']);
});

test('a gateway that does not answer: silence, and again a sign when it answers', async () => {
  let well = false;
  const { said, logged, clock } = watched(15_000, async () => {
    if (!well) throw new Error('timed out');
    return true;
  });
  await clock.advance(10_000);
  expect(said).toEqual(['READY=1']);
  expect(logged).toEqual(['watchdog-withheld', 'watchdog-withheld']);
  well = true;
  await clock.advance(5_000);
  expect(said).toEqual(['READY=1', 'WATCHDOG=1']);
});

test('an answer that never comes holds the sign back', async () => {
  const { said, clock } = watched(15_000, () => new Promise(() => {}));
  await clock.advance(60_000);
  expect(said).toEqual(['READY=1']);
});

test('no sign that arrives after the end', async () => {
  let answer = (_well: boolean) => {};
  const { said, clock, stop } = watched(15_000, () => new Promise((resolve) => (answer = resolve)));
  await clock.advance(5_000);
  stop();
  answer(true);
  await clock.advance(30_000);
  expect(said).toEqual(['READY=1', 'STOPPING=1']);
});

test('a service without WatchdogSec only says that it is ready', async () => {
  const { said, clock } = watched(null, async () => true);
  await clock.advance(60_000);
  expect(said).toEqual(['READY=1']);
});
