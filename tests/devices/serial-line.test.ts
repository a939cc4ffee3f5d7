/** A real serial port library on a pseudo-terminal whose other end goes away, at moments that are hard on it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { unwrap } from '@anban/foundation/result';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { QrScannerEmulator } from '../../hardware-mocks/qr-scanner/emulator.ts';
import { openSerialPort } from '../../terminal-bridge/devices/serial/serialport-transport.ts';

/** SYN M CR: "which product are you?" */
const QUESTION = new TextEncoder().encode('\x16M\rP_INFO.');
/** Far less than the ten seconds after which an idle scanner is asked something anyway. */
const AT_ONCE_MS = 1000;
/** Every other hang-up met a read under way when this was written. */
const TIMES = 16;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-line-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Found in a scanner that nobody used: unplugged while its line was being read, it was missed ten seconds later.
it('a line whose device is unplugged while it is being read ends at once, every time', async () => {
  const linkPath = join(folder, 'scanner');
  const emulator = new QrScannerEmulator({ linkPath });
  for (let time = 0; time < TIMES; time += 1) {
    emulator.replug();
    const line = unwrap(await openSerialPort(linkPath, 115_200));
    let ends = 0;
    line.onData(() => undefined);
    line.onClose(() => {
      ends += 1;
    });
    line.write(QUESTION);
    for (let turn = 0; turn < time % 4; turn += 1) await setImmediate();
    emulator.unplug();
    await vi.waitFor(() => expect({ time, open: line.isOpen, ends }).toEqual({ time, open: false, ends: 1 }), {
      timeout: AT_ONCE_MS,
      interval: 5,
    });
    await line.close();
  }
  await emulator.close();
});
