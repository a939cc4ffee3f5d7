import { ManualClock } from '@anban/foundation/clock';
import { expect, it } from 'vitest';
import { noiseLog, SUMMED_MS } from './noise.ts';

// A humming line wrote one entry for each chunk of bytes, hundreds in a second.
it('noise on the line is one entry a second for each reason, with all its bytes', async () => {
  const clock = new ManualClock();
  const written: unknown[] = [];
  const heard = noiseLog(clock, { write: (event, fields) => written.push([event, fields]) });
  for (let chunk = 0; chunk < 100; chunk++) {
    heard({ reason: 'noise', bytes: 7 });
    await clock.advance(1);
  }
  heard({ reason: 'checksum', bytes: 1295 });
  expect(written).toEqual([]);
  await clock.advance(SUMMED_MS);
  expect(written).toEqual([
    ['reader-noise', { reason: 'noise', bytes: 700 }],
    ['reader-noise', { reason: 'checksum', bytes: 1295 }],
  ]);
  heard({ reason: 'noise', bytes: 1 });
  await clock.advance(SUMMED_MS);
  expect(written).toHaveLength(3);
});
