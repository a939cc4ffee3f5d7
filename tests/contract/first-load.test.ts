/** Issue 3: the first load of the kiosk page is at most 60 kB of JavaScript after gzip. `npm test` has built the page. */
import { expect, test } from 'vitest';
import { firstLoad } from '../support/first-load.ts';

const MOST_BYTES = 60_000;

test('the first page loads at most 60 kB of JavaScript, and styles besides (it loaded the hints for staff, 62.4 kB)', () => {
  expect(firstLoad('.css')).toBeGreaterThan(0);
  const bytes = firstLoad('.js');
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
