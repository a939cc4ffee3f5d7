/** The A4 printer in the matrix: IPP over HTTP. */
import { ManualClock } from '@anban/foundation/clock';
import { PagePrinterEmulator } from '../../../hardware-mocks/page-printer/emulator.ts';
import { IppPagePrinter } from '../../../terminal-bridge/devices/page-printer/ipp-printer.ts';
import { Loopback } from './loopback.ts';
import { applyToWire, mendWire, NO_CARD } from './network-rig.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { TcpWire } from './tcp-wire.ts';
import { once } from './waiting.ts';

/** A good IPP answer to a request of another number (99). */
const IPP = Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 99, 1, 3);
const WRONG = Buffer.concat([
  Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: ${IPP.length}\r\n\r\n`),
  IPP,
]);
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF\n');
const COMPLETED = 9;

export const pagePrinter: DeviceUnderTest = {
  name: 'page printer',
  senseless: NO_CARD,
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const loopback = await Loopback.open();
    const emulator = new PagePrinterEmulator({ port: 0, msPerPage: 0 });
    await emulator.start();
    const wire = new TcpWire({ clock, devicePort: Number(new URL(emulator.url).port), wrong: WRONG });
    await wire.plug();
    const printer = new IppPagePrinter({ url: `ipp://127.0.0.1:${wire.port}/ipp/print`, clock });
    return {
      clock,
      status: () => printer.status,
      settle: () => loopback.settle(),
      async operate(ms, atMiddle) {
        const strike = once(atMiddle);
        const stop = wire.asked.on((bytes) => {
          if (Buffer.from(bytes).includes('%PDF')) strike();
        });
        const printed = await printer.print(PDF, { name: 'matrix', deadlineMs: ms });
        stop();
        if (!printed.ok) return printed.fault;
        return emulator.jobs.at(-1)?.state === COMPLETED ? 'ok' : 'said to be printed, and is not';
      },
      async apply(fault) {
        if (fault === 'busy') emulator.setFault('refuse');
        else await applyToWire(wire, fault, null);
      },
      async mend(fault) {
        emulator.setFault(null);
        await mendWire(wire, fault);
      },
      async close() {
        await printer.close();
        await wire.unplug();
        await emulator.close();
        loopback.close();
      },
    };
  },
};
