/** The driver of the receipt printer against the emulated one, which keeps what it cannot print yet. */
import { systemClock } from '@anban/foundation/clock';
import { fail, ok } from '@anban/foundation/result';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReceiptPrinterEmulator } from '../../hardware-mocks/receipt-printer/emulator.ts';
import { EscposPrinter } from '../../terminal-bridge/devices/receipt-printer/escpos-printer.ts';

/** Bytes: longer than all questions about its condition, which wait in its buffer, too. */
const A_TICKET = 200;

let emulator: ReceiptPrinterEmulator;
let printer: EscposPrinter;
beforeEach(async () => {
  emulator = new ReceiptPrinterEmulator({ port: 0 });
  await emulator.start();
  const address = { host: '127.0.0.1', port: emulator.port };
  printer = new EscposPrinter({ address, clock: systemClock, onPaperLow: () => undefined });
  await ready();
});
afterEach(async () => {
  await printer.close();
  await emulator.close();
});

const ready = () => vi.waitFor(() => expect(printer.status).toEqual({ status: 'ready' }), { timeout: 10_000 });
const print = (number: string) =>
  printer.print({
    number,
    room: '3',
    siteName: '样例市劳动能力鉴定中心',
    sessionTitle: '上午场',
    holder: '王**',
    printedAt: '2026-11-22 09:00',
    accepted: true,
  });

// Bug: the ticket came out whole when the printer could print again, before the next person.
it.each([
  ['the paper ends', 'printerPaperOut', () => emulator.paperOut(), () => emulator.refill()],
  ['the cover is opened', 'printerCoverOpen', () => emulator.openCover(), () => emulator.closeCover()],
] as const)(
  '%s within a ticket: it comes out no more, and the next one has a paper of its own',
  async (_what, fault, strike, mend) => {
    const printing = print('A001');
    await vi.waitFor(() => expect(emulator.waitingBytes).toBeGreaterThan(A_TICKET), { interval: 5, timeout: 10_000 });
    strike();
    expect(await printing).toEqual(fail(fault));
    await vi.waitFor(() => expect(emulator.waitingBytes).toBeLessThan(A_TICKET));
    mend();
    await ready();
    expect(emulator.tickets).toEqual([]);
    expect(await print('A002')).toEqual(ok(undefined));
    const last = emulator.tickets.at(-1)?.text ?? '';
    expect([last.includes('A001'), last.includes('A002')]).toEqual([false, true]);
  },
);
