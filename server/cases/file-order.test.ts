import { expect, test } from 'vitest';
import { testFile } from '../testing/staff.ts';
import { contradiction } from './file-order.ts';

const { injury } = testFile(1);
const injured = (change: Partial<typeof injury>) => testFile(1, { injury: { ...injury, ...change } });

test.each([
  ['diagnosed the day before', injured({ diagnosedOn: '2026-10-31' }), {}, false],
  ['diagnosed on the same day', injured({ diagnosedOn: '2026-11-01' }), {}, true],
  ['dead the day before', testFile(1, { death: { day: '2026-10-31' } }), {}, false],
  ['dead on the same day', testFile(1, { death: { day: '2026-11-01' } }), {}, true],
  ['hurt before the birth', injured({ day: '1949-12-31' }), {}, false],
  ['another day in the event', testFile(1), { injuryOn: '2026-11-02' }, false],
  ['the same day in the event', testFile(1), { injuryOn: '2026-11-01' }, true],
  ['an event that names no day', testFile(1), { relation: 'self' }, true],
])('%s', (_name, file, data, fine) => {
  expect(contradiction(file, data)?.guard ?? null).toBe(fine ? null : 'fileInOrder');
});
