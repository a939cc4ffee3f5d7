import { ManualClock } from '@anban/foundation/clock';
import { beforeEach, expect, it } from 'vitest';
import { DEVICE_NAMES, type DeviceName } from '../protocol/state.ts';
import { type FakeDevices, fakeDevices } from '../testing/fake-devices.ts';
import { unsteady } from './watch.ts';

let devices: FakeDevices;
let clock: ManualClock;
beforeEach(() => {
  devices = fakeDevices();
  clock = new ManualClock();
});

async function watched(during: () => void): Promise<readonly DeviceName[]> {
  const found = unsteady(devices, DEVICE_NAMES, clock, 10_000);
  await clock.advance(9999);
  during();
  await clock.advance(1);
  return found;
}

// Bug: the first moment in which all was well was the whole of it, and a device that came and went was ready.
it('a device that fails at any time of the watch is unsteady, although it is well again at its end', async () => {
  const found = await watched(() => {
    devices.qrScanner.become({ status: 'reconnecting', reason: 'scannerSilent' });
    devices.qrScanner.become({ status: 'ready' });
  });
  expect(found).toEqual(['qrScanner']);
});

it('a device that takes its time to start, or is at work, is not', async () => {
  devices.idCardReader.become({ status: 'reconnecting', reason: 'readerUnplugged' });
  const found = await watched(() => {
    devices.idCardReader.become({ status: 'ready' });
    devices.idCardReader.become({ status: 'card-present' });
    devices.qrScanner.become({ status: 'busy' });
  });
  expect(found).toEqual([]);
});
