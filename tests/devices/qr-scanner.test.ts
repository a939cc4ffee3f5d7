/** The scanner's driver against the emulated scanner, over a pseudo-terminal and the real serial port library. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { ok } from '@anban/foundation/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import { createQrScanner } from '../../terminal-bridge/devices/qr-scanner/create.ts';
import type { QrScanner } from '../../terminal-bridge/devices/qr-scanner/scanner.ts';

const CODE = 'c2VhbGVk.c2lnbmF0dXJl';

let emulator: QrScannerEmulator;
let scanner: QrScanner;
let faults: string[];
beforeEach(async () => {
  const linkPath = join(mkdtempSync(join(tmpdir(), 'anban-scanner-')), 'scanner');
  emulator = new QrScannerEmulator({ linkPath, decodeMs: 20, readTimeMs: 300 });
  await emulator.start();
  scanner = createQrScanner({ path: linkPath }, { clock: systemClock });
  faults = [];
});
afterEach(async () => {
  await scanner.close();
  await emulator.close();
});

const scan = () =>
  scanner.scan(new AbortController().signal, ({ fault }) => {
    if (fault !== undefined) faults.push(fault);
  });
const until = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

it('the scanner tells model, firmware and serial number, and still reads', async () => {
  await until(() =>
    expect(scanner.info).toMatchObject({
      model: 'Emulated Area-Imaging Scanner',
      firmware: 'EMU000064AAA',
      serialNumber: 'EMU-QR-0001',
    }),
  );
  emulator.show(CODE);
  expect(await scan()).toEqual(ok(CODE));
});

describe('a phone before the scanner', () => {
  it('is read', async () => {
    emulator.show(CODE);
    expect(await scan()).toEqual(ok(CODE));
  });

  it.each(['dark', 'cracked'] as const)('with a %s screen is asked for more light, then read', async (screen) => {
    emulator.show(CODE, screen);
    const scanning = scan();
    await until(() => expect(faults).toContain('codeUnreadable'));
    emulator.show(CODE);
    expect(await scanning).toEqual(ok(CODE));
  });

  it.each([
    ['garbage', 'codeForeign'],
    ['too-long', 'codeForeign'],
    ['missing-end', 'codeUnreadable'],
  ] as const)('through a line with %s is told as %s, then read', async (kind, fault) => {
    emulator.setFault({ kind, times: 1 });
    emulator.show(CODE);
    expect(await scan()).toEqual(ok(CODE));
    expect(faults).toContain(fault);
  });

  it('is read byte by byte too', async () => {
    emulator.setFault({ kind: 'split-chunks', times: 1 });
    emulator.show(CODE);
    expect(await scan()).toEqual(ok(CODE));
  });
});

describe('a scanner that is unplugged while it looks', () => {
  it('says so and reads on when it is back', async () => {
    const scanning = scan();
    await until(() => expect(emulator.state.looking).toBe(true));
    emulator.unplug();
    await until(() => expect(scanner.status).toEqual({ status: 'reconnecting', reason: 'scannerUnplugged' }));
    emulator.replug();
    emulator.show(CODE);
    expect(await scanning).toEqual(ok(CODE));
    await until(() => expect(scanner.status).toEqual({ status: 'ready' }));
  });
});
