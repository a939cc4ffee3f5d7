/** A day at all readers, through bad lines and pulled plugs: everybody is read, and nothing stays behind in memory. */
import { expect, it } from 'vitest';
import { simulatedDay } from '../support/simulated-day.ts';

/** By the second hour everything is loaded and compiled. */
const WARM_HOURS = 2;
/** A kilobyte and a half for each of the 660 documents after that: less than one card's data. */
const MOST_GROWTH_MB = 1;

it('24 hours of documents coming and going: all are read but those shown to a pulled reader; memory stays flat', async () => {
  const { shown, shownInVain, read, heap } = await simulatedDay();
  expect(shown).toBe(720);
  expect(read).toBeGreaterThanOrEqual(shown - shownInVain);
  const growth = (heap.at(-1) ?? Number.NaN) - (heap[WARM_HOURS - 1] ?? Number.NaN);
  process.stdout.write(
    `a day: ${read} of ${shown} read, ${shownInVain} in vain; heap ${growth.toFixed(2)} MB more after 24 h than after 2 h\n`,
  );
  expect(growth).toBeLessThan(MOST_GROWTH_MB);
}, 300_000);
