/** The receipt printer in the matrix: ESC/POS over TCP. */
import { once as event } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ManualClock } from '@anban/foundation/clock';
import { ReceiptPrinterEmulator } from '../../../hardware-mocks/receipt-printer/emulator.ts';
import { EscposPrinter } from '../../../terminal-bridge/devices/receipt-printer/escpos-printer.ts';
import { Loopback } from './loopback.ts';
import { applyToWire, mendWire, NO_CARD } from './network-rig.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { TcpWire } from './tcp-wire.ts';
import { once } from './waiting.ts';

/** Automatic status, which nobody asked for. */
const WRONG = Uint8Array.of(0x10, 0x00, 0x00, 0x00);
/** Anything longer than the questions about its status is a job. */
const LONGEST_QUESTION = 32;
const TICKET = {
  number: 'A001',
  room: '3',
  siteName: '样例市劳动能力鉴定中心',
  sessionTitle: '上午场',
  holder: '王**',
  printedAt: '2026-11-22 09:00',
  accepted: true,
};

export const receiptPrinter: DeviceUnderTest = {
  name: 'receipt printer',
  senseless: NO_CARD,
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const loopback = await Loopback.open();
    const emulator = new ReceiptPrinterEmulator({ port: 0, millimetresPerSecond: Number.POSITIVE_INFINITY });
    await emulator.start();
    const wire = new TcpWire({ clock, devicePort: emulator.port, wrong: WRONG });
    await wire.plug();
    const address = { host: '127.0.0.1', port: wire.port };
    const printer = new EscposPrinter({ address, clock, onPaperLow: () => undefined });
    let otherHost: Socket | null = null;
    return {
      clock,
      status: () => printer.status,
      settle: () => loopback.settle(),
      async operate(_ms, atMiddle) {
        const before = emulator.tickets.length;
        const strike = once(atMiddle);
        const stop = wire.asked.on((bytes) => {
          if (bytes.length > LONGEST_QUESTION) strike();
        });
        const printed = await printer.print(TICKET);
        stop();
        if (!printed.ok) return printed.fault;
        return emulator.tickets.length > before ? 'ok' : 'said to be printed, and is not';
      },
      async apply(fault) {
        if (fault === 'busy') {
          otherHost = connect(emulator.port, '127.0.0.1');
          await event(otherHost, 'connect');
          wire.cut();
        } else await applyToWire(wire, fault, null);
      },
      async mend(fault) {
        otherHost?.destroy();
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
