/** The driver of the page printer against printers that speak IPP by themselves: the emulator, and Debian's test printer. */
import { systemClock } from '@anban/foundation/clock';
import { fail, ok } from '@anban/foundation/result';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PagePrinterEmulator } from '../../hardware-mocks/page-printer/emulator.ts';
import { IppPagePrinter } from '../../terminal-bridge/devices/page-printer/ipp-printer.ts';
import type { PrintProgress } from '../../terminal-bridge/devices/page-printer/printer.ts';
import { hasIppEvePrinter, startIppEvePrinter } from './ippeveprinter.ts';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj <</Type /Page>> endobj\n2 0 obj <</Type /Page>> endobj\n%%EOF\n');

let emulator: PagePrinterEmulator;
let printer: IppPagePrinter;
let progress: PrintProgress[];
let warned: string[];
let late: number;
beforeEach(async () => {
  emulator = new PagePrinterEmulator({ port: 0, msPerPage: 20 });
  await emulator.start();
  progress = [];
  warned = [];
  late = 0;
  printer = new IppPagePrinter({
    url: emulator.url,
    clock: systemClock,
    onWarning: (one) => warned.push(one),
    onLateJob: () => (late += 1),
  });
});
afterEach(async () => {
  await printer.close();
  await emulator.close();
});

const print = (options: { deadlineMs?: number; copies?: number; signal?: AbortSignal } = {}) =>
  printer.print(PDF, { name: 'test', onProgress: (one) => progress.push(one), ...options });
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

it('the printer tells model, firmware and serial number', async () => {
  await until(() =>
    expect(printer.info).toMatchObject({
      model: 'Emulated A4 printer',
      firmware: '1.4.2',
      serialNumber: 'EMU-A4-0001',
    }),
  );
});

describe('a document', () => {
  it('comes out whole, in as many copies as were asked for, and is told as printed only then', async () => {
    expect(await print({ copies: 3 })).toEqual(ok(undefined));
    expect(emulator.jobs).toEqual([{ id: 1, name: 'test', state: 9, pages: 2, printed: 6 }]);
    expect(emulator.document(1)).toEqual(PDF);
    expect(printer.status).toEqual({ status: 'ready' });
  });

  it('and another one after it follow one another', async () => {
    expect(await Promise.all([print(), print()])).toEqual([ok(undefined), ok(undefined)]);
    expect(emulator.jobs.map(({ state }) => state)).toEqual([9, 9]);
  });

  it.each([
    ['paper-out', 'pagePrinterPaperOut'],
    ['open-cover', 'pagePrinterCoverOpen'],
    ['jam', 'pagePrinterJammed'],
    ['toner-out', 'pagePrinterTonerOut'],
    ['unplug', 'pagePrinterUnreachable'],
  ] as const)('is not sent to a printer with %s', async (action, fault) => {
    await emulator.handle(action);
    expect(await print()).toEqual(fail(fault));
    expect(emulator.jobs).toEqual([]);
  });

  it('waits for paper in the middle and goes on by itself', async () => {
    await emulator.handle('toner-low');
    const stop = emulator.onChange(() => {
      if (emulator.jobs.at(-1)?.printed === 1 && emulator.state.paper === 'ok') void emulator.handle('paper-out');
    });
    const printing = print();
    await until(() => expect(progress.at(-1)).toEqual({ stage: 'stopped', fault: 'pagePrinterPaperOut' }));
    expect(printer.status).toEqual({ status: 'out-of-service', reason: 'pagePrinterPaperOut' });
    stop();
    await emulator.handle('refill');
    expect(await printing).toEqual(ok(undefined));
    expect(printer.status).toEqual({ status: 'ready', warning: 'toner-low' });
    expect(warned).toEqual(['toner-low']);
  });

  it('that cannot be finished in time is withdrawn, with the reason', async () => {
    const stop = emulator.onChange(() => {
      if (emulator.jobs.at(-1)?.printed === 1 && emulator.state.cover === 'closed') void emulator.handle('open-cover');
    });
    expect(await print({ deadlineMs: 1500 })).toEqual(fail('pagePrinterCoverOpen'));
    stop();
    expect(emulator.jobs[0]?.state).toBe(7);
  });

  it('that is cancelled is withdrawn from the printer', async () => {
    const cancel = new AbortController();
    const stop = emulator.onChange(() => {
      if (emulator.jobs.at(-1)?.printed === 1) cancel.abort();
    });
    expect(await print({ copies: 20, signal: cancel.signal })).toEqual(fail('printCancelled'));
    stop();
    expect(emulator.jobs[0]?.state).toBe(7);
    expect(emulator.jobs[0]?.printed).toBeLessThan(40);
  });
});

describe('a printer that misbehaves', () => {
  // One try of three seconds: somebody's pages came out hours later, before somebody else.
  it('and does not hear that a job is withdrawn hears it at the next contact, before it can print', async () => {
    const stop = emulator.onChange(() => {
      if (emulator.jobs.at(-1)?.printed !== 1 || emulator.state.paper === 'out') return;
      void emulator.handle('paper-out');
      emulator.setFault('silent');
    });
    expect(await print({ deadlineMs: 800 })).toMatchObject({ ok: false });
    stop();
    expect(emulator.jobs[0]?.state).toBe(6);
    emulator.setFault(null);
    expect(await printer.check()).toBe('pagePrinterPaperOut');
    expect(emulator.jobs[0]).toMatchObject({ state: 7, printed: 1 });
    expect(late).toBe(0);
  });

  it('and was done with such a job before it heard: told, because its pages lie in the tray', async () => {
    const stop = emulator.onChange(() => {
      if (emulator.jobs.at(-1)?.printed === 1 && emulator.state.fault === null) emulator.setFault('silent');
    });
    expect(await print({ deadlineMs: 300, copies: 2 })).toMatchObject({ ok: false });
    stop();
    expect(emulator.jobs[0]?.state).toBe(9);
    emulator.setFault(null);
    await printer.check();
    expect(late).toBe(1);
  });

  it.each([
    ['refuse', 'printRefused'],
    ['abort', 'printRefused'],
    ['garbage', 'pagePrinterUnreachable'],
    ['cut', 'pagePrinterUnreachable'],
    ['http-500', 'pagePrinterUnreachable'],
    ['silent', 'pagePrinterUnreachable'],
  ] as const)('with %s ends in %s, and prints again when it is well', async (kind, fault) => {
    emulator.setFault(kind);
    expect(await print()).toEqual(fail(fault));
    emulator.setFault(null);
    expect(await print()).toEqual(ok(undefined));
  });

  it('switched off and on in the middle has forgotten the job: said so, and the next one prints', async () => {
    const printing = print({ copies: 50 });
    await until(() => expect(emulator.jobs.at(-1)?.printed).toBeGreaterThan(0));
    await emulator.handle('unplug');
    await until(() => expect(printer.status).toEqual({ status: 'reconnecting', reason: 'pagePrinterUnreachable' }));
    await emulator.handle('replug');
    expect(await printing).toEqual(fail('printRefused'));
    expect(await print()).toEqual(ok(undefined));
  });
});

describe.skipIf(!hasIppEvePrinter)("Debian's ippeveprinter", () => {
  it('prints what we send, byte for byte, and is found ready before and after', async () => {
    const eve = await startIppEvePrinter();
    const driver = new IppPagePrinter({ url: eve.url, clock: systemClock });
    try {
      expect(await driver.print(PDF, { name: 'anban-test' })).toEqual(ok(undefined));
      expect(driver.status).toEqual({ status: 'ready' });
      expect(eve.documents()).toEqual([PDF]);
    } finally {
      await driver.close();
      await eve.stop();
    }
  });

  it('that is stopped in the middle of the day is unreachable, not an exception', async () => {
    const eve = await startIppEvePrinter();
    const driver = new IppPagePrinter({ url: eve.url, clock: systemClock });
    await eve.stop();
    expect(await driver.print(PDF, { name: 'anban-test' })).toEqual(fail('pagePrinterUnreachable'));
    await driver.close();
  });
});
