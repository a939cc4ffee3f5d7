/** How long devices take to be ready again after their cable was out: over the system's own pseudo-terminals, and each on a simulated clock. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import type { Device } from '../../terminal-bridge/devices/device.ts';
import { SdtIdCardReader } from '../../terminal-bridge/devices/id-card-reader/device.ts';
import { SerialQrScanner } from '../../terminal-bridge/devices/qr-scanner/device.ts';
import { HONEYWELL } from '../../terminal-bridge/devices/qr-scanner/dialect.ts';
import { openSerialPort } from '../../terminal-bridge/devices/serial/serialport-transport.ts';
import { type DeviceUnderTest, pass, type Rig } from '../faults/matrix/rig.ts';
import { percentile } from '../support/percentile.ts';

const REPLUGS = 40;
const SIMULATED_REPLUGS = 20;
/** How long a cable is out at most: in real time, and simulated. */
const SHORT_MS = 700;
const LONG_MS = 5000;
/** Whatever is not ready then has not come back, and the figure says so. */
const GIVE_UP_MS = 120_000;

interface Emulated {
  start(): void | Promise<void>;
  unplug(): void;
  replug(): void;
  close(): Promise<void>;
}

/** ms from replug to ready: p50 and p95 of 40, over real pseudo-terminals in real time. */
export async function replugOverTerminals(random: () => number) {
  const folder = mkdtempSync(join(tmpdir(), 'anban-devices-'));
  const line = { open: openSerialPort, clock: systemClock };
  const [reader, scanner] = [join(folder, 'reader'), join(folder, 'scanner')];
  const idCard = await realTimes(random, new IdCardReaderEmulator({ linkPath: reader }), () => {
    return new SdtIdCardReader({ path: reader, ...line });
  });
  const qr = await realTimes(random, new QrScannerEmulator({ linkPath: scanner }), () => {
    return new SerialQrScanner({ path: scanner, ...line, dialect: HONEYWELL });
  });
  rmSync(folder, { recursive: true });
  return { idCard, qr };
}

async function realTimes(random: () => number, emulator: Emulated, driver: () => Device) {
  await emulator.start();
  const device = driver();
  const becomes = (wanted: string) =>
    new Promise<void>((resolve) => {
      if (device.status.status === wanted) return resolve();
      const stop = device.onStatus(({ status }) => {
        if (status !== wanted) return;
        stop();
        resolve();
      });
    });
  const times: number[] = [];
  await becomes('ready');
  for (let i = 0; i < REPLUGS; i++) {
    emulator.unplug();
    await becomes('reconnecting');
    await new Promise((resolve) => setTimeout(resolve, random() * SHORT_MS));
    const startedAt = performance.now();
    emulator.replug();
    await becomes('ready');
    times.push(performance.now() - startedAt);
  }
  await device.close();
  await emulator.close();
  return spread(times);
}

/** The same of any device of the fault matrix, on its own clock, pulled 20 times for up to 5 s. */
export async function replugOf(device: DeviceUnderTest, random: () => number) {
  const rig = await device.start();
  const well = () => rig.status().status !== 'starting' && rig.status().reason === undefined;
  await pass(rig, GIVE_UP_MS, well);
  const times: number[] = [];
  for (let i = 0; i < SIMULATED_REPLUGS; i++) times.push(await oneReplug(rig, well, random() * LONG_MS));
  await closed(rig);
  return spread(times);
}

async function oneReplug(rig: Rig, well: () => boolean, outMs: number): Promise<number> {
  await rig.apply('unplug');
  await pass(rig, GIVE_UP_MS, () => !well());
  await pass(rig, outMs);
  await rig.mend('unplug');
  const startedAt = rig.clock.now();
  return (await pass(rig, GIVE_UP_MS, well)) ? rig.clock.now() - startedAt : Number.POSITIVE_INFINITY;
}

/** A driver may wait for its clock before it is closed. */
async function closed(rig: Rig): Promise<void> {
  let done = false;
  const closing = rig.close().then(() => {
    done = true;
  });
  await pass(rig, GIVE_UP_MS, () => done);
  await closing;
}

const spread = (times: readonly number[]) => ({
  p50: Math.round(percentile(times, 0.5)),
  p95: Math.round(percentile(times, 0.95)),
});
