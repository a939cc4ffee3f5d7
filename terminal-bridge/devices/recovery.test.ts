import { expect, it } from 'vitest';
import { NETWORK_LADDER, RecoveryLadder } from './recovery.ts';

const climb = (ladder: RecoveryLadder, times: number) => Array.from({ length: times }, () => ladder.failed());

it('a device on a line: two retries, a soft reset, opening anew, then out of service for as long as it fails', () => {
  const steps = climb(new RecoveryLadder(), 6);
  expect(steps).toEqual(['retry', 'retry', 'reset', 'reopen', 'out-of-service', 'out-of-service']);
});

it('begins at its foot after anything went well', () => {
  const ladder = new RecoveryLadder();
  climb(ladder, 9);
  ladder.recovered();
  expect(ladder.failed()).toBe('retry');
});

it('nothing answers on a line just opened: no retry on it, and out of service if that goes on', () => {
  const ladder = new RecoveryLadder();
  expect([ladder.failedAfterOpening(), ladder.failedAfterOpening()]).toEqual(['reopen', 'out-of-service']);
});

it('a device on the network is opened anew each time', () => {
  expect(climb(new RecoveryLadder(NETWORK_LADDER), 5)).toEqual([...NETWORK_LADDER, 'out-of-service']);
});
