import { ManualClock } from '@anban/foundation/clock';
import { expect, it } from 'vitest';
import { openHid } from './hid/node-hid.ts';
import { SdtIdCardReader } from './id-card-reader/device.ts';
import { DEFECT_PAUSE_MS, keepRunning } from './keep-running.ts';
import { SerialQrScanner } from './qr-scanner/device.ts';
import { LISTEN_ONLY } from './qr-scanner/dialect.ts';
import { SscReader } from './social-security-card/device.ts';

const never = async (): Promise<never> => {
  throw new Error('unforeseen');
};

it('a loop with a defect is begun anew after a pause, tells each defect, and ends when the device is closed', async () => {
  const clock = new ManualClock();
  const over = new AbortController();
  let [runs, defects, shown] = [0, 0, 0];
  const loop = async () => {
    runs += 1;
    throw new Error('unforeseen');
  };
  const parts = { clock, over: over.signal, onDefect: () => (defects += 1), fail: () => (shown += 1) };
  const running = keepRunning(loop, parts);
  await clock.advance(2 * DEFECT_PAUSE_MS);
  expect([runs, defects, shown]).toEqual([3, 3, 3]);
  over.abort();
  await running;
  expect(runs).toBe(3);
});

it('without anybody to tell, a defect is thrown', async () => {
  const parts = { clock: new ManualClock(), over: new AbortController().signal, fail: () => undefined };
  await expect(keepRunning(never, parts)).rejects.toThrow('unforeseen');
});

// node-hid's list of devices threw outside every try, and the bridge ended, visit and all, at each start.
it('a system that cannot list its HID devices leaves the reader out of service, and is asked again', async () => {
  const clock = new ManualClock();
  let asked = 0;
  const binding = {
    devicesAsync: async () => {
      asked += 1;
      throw new Error('hid_enumerate failed');
    },
    HIDAsync: { open: never },
  };
  const open = openHid({ vendorId: 1, productId: 1 }, async () => binding);
  const reader = new SdtIdCardReader({ path: 'hid', open, clock });
  await clock.advance(2000);
  expect(reader.status).toEqual({ status: 'out-of-service', reason: 'readerSilent' });
  expect(asked).toBeGreaterThan(2);
  const closed = reader.close();
  await clock.advance(1000);
  await closed;
});

it.each([
  ['ID card reader', 'readerSilent'],
  ['scanner', 'scannerSilent'],
  ['social security card reader', 'sscReaderFailed'],
] as const)('a defect in the driver of the %s is told, and the device is out of service', async (which, reason) => {
  const clock = new ManualClock();
  const defects: unknown[] = [];
  const onDefect = (error: unknown) => void defects.push(error);
  const serial = { path: 'x', clock, onDefect, open: async () => JSON.parse('null') };
  const transport = { readers: never, connect: never, close: async () => undefined };
  const device =
    which === 'scanner'
      ? new SerialQrScanner({ ...serial, dialect: LISTEN_ONLY })
      : which === 'ID card reader'
        ? new SdtIdCardReader(serial)
        : new SscReader({ transport, clock, onDefect, reader: null });
  await clock.advance(100);
  expect(device.status).toEqual({ status: 'out-of-service', reason });
  expect(defects).toHaveLength(1);
  await device.close();
});
