/** The code scanner in the matrix: its serial commands over a cable in memory. */
import { ManualClock } from '@anban/foundation/clock';
import { QrScannerEmulator } from '../../../hardware-mocks/qr-scanner/emulator.ts';
import { SerialQrScanner } from '../../../terminal-bridge/devices/qr-scanner/device.ts';
import { HONEYWELL } from '../../../terminal-bridge/devices/qr-scanner/dialect.ts';
import { E_CARD_CODE } from '../../../terminal-bridge/devices/qr-scanner/e-card-code.ts';
import { Cable } from './cable.ts';
import { type Fault, isLineFault } from './faults.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline, once } from './waiting.ts';

/** The answer to a menu command that nobody gave. */
const WRONG = Buffer.from('BEPLVL2\x06!', 'latin1');
const TRIGGER = 'T'.charCodeAt(0);

export const qrScanner: DeviceUnderTest = {
  name: 'QR scanner',
  senseless: {},
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const cable = new Cable(clock, WRONG);
    const emulator = new QrScannerEmulator({ linkPath: 'scanner', plug: cable.plug, timers: clock });
    await emulator.start();
    // As on a terminal: without it, a printable byte and a line's end in the noise would be a code.
    const codes = E_CARD_CODE;
    const scanner = new SerialQrScanner({ path: 'scanner', open: cable.open, clock, dialect: HONEYWELL, codes });
    let shown = 0;
    const code = () => `370000D1560000${shown}${'Az9'.repeat(30)}`;
    const show = () => {
      shown += 1;
      emulator.show(code());
    };
    return {
      clock,
      status: () => scanner.status,
      settle: async () => undefined,
      async operate(ms, atMiddle) {
        show();
        const strike = once(atMiddle);
        const stop = cable.asked.on((bytes) => {
          if (bytes[1] === TRIGGER) strike();
        });
        const scanned = await scanner.scan(deadline(clock, ms));
        stop();
        if (!scanned.ok) return scanned.fault;
        emulator.take();
        return scanned.value === code() ? 'ok' : 'another code';
      },
      apply(fault: Fault) {
        if (isLineFault(fault)) cable.fault = fault;
        else if (fault === 'double insert') {
          show();
          show();
        } else if (fault === 'lift mid-read') {
          emulator.take();
        } else {
          emulator.unplug();
          cable.busy = fault === 'busy';
          if (fault !== 'unplug') emulator.replug();
        }
      },
      mend(fault: Fault) {
        cable.fault = null;
        cable.busy = false;
        if (fault === 'unplug') emulator.replug();
        if (fault === 'lift mid-read') emulator.show(code());
      },
      async close() {
        await scanner.close();
        await emulator.close();
      },
    };
  },
};
