/** A card that will not do and is left lying on the reader. */
import { ManualClock } from '@anban/foundation/clock';
import { fail, type Result } from '@anban/foundation/result';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FaultName } from '../../protocol/faults.ts';
import type { ReadProgress } from '../../protocol/messages.ts';
import { FakeReader as OtherReader } from '../../testing/fake-devices.ts';
import { cardOf, PEOPLE } from '../../testing/sample-roster.ts';
import { FirstDocument } from '../first-document.ts';
import type { IdentityDocument } from '../identity-document.ts';
import { SdtIdCardReader } from './device.ts';
import { REFUSED_AGAIN_MS } from './lying-card.ts';
import { cardData, FakeReader, refuse } from './test-support.ts';

let clock: ManualClock;
let reader: FakeReader;
let device: SdtIdCardReader;
beforeEach(async () => {
  clock = new ManualClock();
  reader = new FakeReader(clock);
  device = new SdtIdCardReader({ path: '/dev/reader', open: reader.open, clock });
  await clock.advance(500);
});
afterEach(() => device.close());

function visit(documents: Pick<FirstDocument, 'read'>) {
  const told: ReadProgress[] = [];
  let result: Result<IdentityDocument, FaultName> | null = null;
  void documents
    .read(new AbortController().signal, (progress) => told.push(progress))
    .then((read) => {
      result = read;
    });
  return { told, result: () => result };
}

/** The card is refused by the module (32), and the first visit has been told so. */
async function layRefused(documents: Pick<FirstDocument, 'read'>): Promise<void> {
  reader.fault('read', refuse(0x32), 1_000_000);
  reader.lay();
  const first = visit(documents);
  await clock.advance(2000);
  expect(first.result()).toEqual(fail('cardSuspect'));
}

// It ended every later read at once, so that no other card and no phone was ever reached.
it('is told once as the answer, and keeps the phone and the other card out no more', async () => {
  const other = new OtherReader();
  const both = new FirstDocument([device, other]);
  await layRefused(both);
  const second = visit(both);
  await clock.advance(10_000);
  expect(second.result()).toBeNull();
  expect(second.told).toEqual([{ stage: 'again', fault: 'cardSuspect' }]);
  other.lay(cardOf(PEOPLE.today));
  await clock.advance(0);
  expect(second.result()).toMatchObject({ ok: true });
});

it('and is refused again as the answer when it is laid down anew', async () => {
  await layRefused(device);
  const second = visit(device);
  await clock.advance(1000);
  reader.lift();
  await clock.advance(1000);
  expect(second.told.at(-1)).toEqual({ stage: 'waiting' });
  reader.lay();
  await clock.advance(2000);
  expect(second.result()).toEqual(fail('cardSuspect'));
});

it('and changed for another between two polls, or moved until it can be read: that is read', async () => {
  await layRefused(device);
  const second = visit(device);
  await clock.advance(1000);
  reader.fault('read', refuse(0x32), 0);
  reader.lay(cardData({ name: '李秀英' }));
  await clock.advance(2 * REFUSED_AGAIN_MS);
  expect(second.result()).toMatchObject({ ok: true, value: { name: '李秀英' } });
});

it('with nobody waiting it is not asked again; with somebody, every two seconds', async () => {
  await layRefused(device);
  const reads = () => reader.asked.filter((command) => command === 'read').length;
  const before = reads();
  await clock.advance(60_000);
  expect(reads()).toBe(before);
  visit(device);
  await clock.advance(60_000);
  expect(reads() - before).toBeGreaterThan(20);
  expect(reads() - before).toBeLessThanOrEqual(60_000 / REFUSED_AGAIN_MS);
});
