/** One device's trouble is its own: with every other one stuck at its worst, each device still does its work. */
import { ManualClock } from '@anban/foundation/clock';
import { afterEach, expect, it } from 'vitest';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import { SdtIdCardReader } from '../../terminal-bridge/devices/id-card-reader/device.ts';
import { SerialQrScanner } from '../../terminal-bridge/devices/qr-scanner/device.ts';
import { HONEYWELL } from '../../terminal-bridge/devices/qr-scanner/dialect.ts';
import type { OpenSerial } from '../../terminal-bridge/devices/serial/transport.ts';
import { SscReader } from '../../terminal-bridge/devices/social-security-card/device.ts';
import { Cable } from './matrix/cable.ts';
import { CardBench } from './matrix/card-bench.ts';
import { deadline } from './matrix/waiting.ts';

/** A port whose driver hangs in the system. */
const stuck: OpenSerial = () => new Promise(() => undefined);
const CODE = '370000D1560000Az9Az9Az9';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function terminal(stuckOne: 'reader' | 'scanner') {
  const clock = new ManualClock();
  const [readerCable, scannerCable] = [new Cable(clock, new Uint8Array()), new Cable(clock, new Uint8Array())];
  const card = new IdCardReaderEmulator({
    linkPath: 'reader',
    plug: readerCable.plug,
    timers: clock,
    realSpeed: false,
  });
  const phone = new QrScannerEmulator({ linkPath: 'scanner', plug: scannerCable.plug, timers: clock });
  const bench = new CardBench(clock);
  const readerOpen = stuckOne === 'reader' ? stuck : readerCable.open;
  const scannerOpen = stuckOne === 'scanner' ? stuck : scannerCable.open;
  const reader = new SdtIdCardReader({ path: 'reader', open: readerOpen, clock });
  const scanner = new SerialQrScanner({ path: 'scanner', open: scannerOpen, clock, dialect: HONEYWELL });
  const ssc = new SscReader({ transport: bench, clock, reader: null });
  closing.push(async () => {
    const closed = Promise.all([reader.close(), scanner.close(), ssc.close()]);
    await clock.advance(20_000);
    await closed;
  });
  return { clock, card, phone, bench, reader, scanner, ssc };
}

it('reads codes and social security cards while the ID card reader hangs', async () => {
  const { clock, phone, bench, reader, scanner, ssc } = terminal('reader');
  await phone.start();
  bench.insert();
  phone.show(CODE);
  const waiting = reader.read(deadline(clock, 5000));
  const scanning = scanner.scan(deadline(clock, 5000));
  const reading = ssc.read(deadline(clock, 5000));
  await clock.advance(6000);
  expect(await scanning).toEqual({ ok: true, value: CODE });
  expect((await reading).ok).toBe(true);
  expect(await waiting).toEqual({ ok: false, fault: 'cardTimeout' });
  expect(reader.status).toEqual({ status: 'out-of-service', reason: 'readerSilent' });
});

it('reads cards while the scanner hangs and the smart card reader is silent', async () => {
  const { clock, card, bench, reader, scanner, ssc } = terminal('scanner');
  await card.start();
  bench.apply('silence');
  bench.insert();
  card.lay('wang-jianhua');
  const waiting = scanner.scan(deadline(clock, 5000));
  const silent = ssc.read(deadline(clock, 5000));
  const reading = reader.read(deadline(clock, 5000));
  await clock.advance(6000);
  expect(await reading).toMatchObject({ ok: true, value: { name: '王建华' } });
  expect(await waiting).toEqual({ ok: false, fault: 'codeTimeout' });
  expect(scanner.status).toEqual({ status: 'out-of-service', reason: 'scannerSilent' });
  expect((await silent).ok).toBe(false);
});
