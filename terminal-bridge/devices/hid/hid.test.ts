import { ManualClock } from '@anban/foundation/clock';
import { unwrap } from '@anban/foundation/result';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SdtIdCardReader } from '../id-card-reader/device.ts';
import { commandFrame } from '../id-card-reader/frames.ts';
import { cardData, FakeReader, replyFrame } from '../id-card-reader/test-support.ts';
import type { SerialTransport } from '../serial/transport.ts';
import { type BoundHid, type HidBinding, hidUnavailable, nameOf, openHid } from './node-hid.ts';
import { type HidDevice, HidTransport } from './transport.ts';

const pad = (bytes: Uint8Array, size = 64): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => {
    const report = new Uint8Array(size);
    report.set(bytes.subarray(i * size, (i + 1) * size));
    return report;
  });

class FakeHid implements HidDevice {
  readonly written: Uint8Array[] = [];
  closed = 0;
  gone = false;
  data: (report: Uint8Array) => void = () => undefined;
  error: () => void = () => undefined;
  answer: (report: Uint8Array) => void = () => undefined;

  async write(report: Uint8Array): Promise<void> {
    if (this.gone) throw new Error('Cannot write to hid device');
    this.written.push(report);
    this.answer(report);
  }
  onData(listener: (report: Uint8Array) => void): void {
    this.data = listener;
  }
  onError(listener: () => void): void {
    this.error = listener;
  }
  async close(): Promise<void> {
    this.closed += 1;
  }
}

function connected() {
  const device = new FakeHid();
  const line = new HidTransport(device);
  const chunks: Uint8Array[] = [];
  line.onData((chunk) => chunks.push(chunk));
  return { device, line, received: () => Buffer.concat(chunks) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('frames in HID reports', () => {
  it('send a command as one report filled up with zeros', async () => {
    const { device, line } = connected();
    const frame = commandFrame('findCard');
    line.write(frame);
    await settled();
    expect(device.written).toEqual([Uint8Array.of(...frame, ...new Uint8Array(64 - frame.length))]);
  });

  it.each([64, 32, 8, 3])('receive a card in reports of %i bytes, without what fills up the last', (size) => {
    const { device, received } = connected();
    const frame = replyFrame(0x90, cardData());
    for (const report of pad(frame, size)) device.data(report);
    for (const report of pad(replyFrame(0x80), size)) device.data(report);
    expect(received()).toEqual(Buffer.concat([frame, replyFrame(0x80)]));
  });

  // Bug: in the midst of a frame, a report shorter than a preamble that looks like the beginning of one was dropped.
  it('receive a frame with the beginning of a preamble in it, in reports of 4 bytes', () => {
    const { device, received } = connected();
    const frame = replyFrame(0x90, Uint8Array.of(1, 2, 0xaa, 0xaa, 0xaa, 0x96, 7, 8, 9, 10));
    for (const report of pad(frame, 4)) device.data(report);
    expect(received()).toEqual(Buffer.from(frame));
  });

  it('receive a frame whose first AA was lost, and nothing for reports of zeros', () => {
    const { device, received } = connected();
    const frame = replyFrame(0x90, new Uint8Array(16)).subarray(1);
    device.data(new Uint8Array(64));
    for (const report of pad(frame)) device.data(report);
    expect(received()).toEqual(Buffer.from(frame));
  });

  it('forget the rest of an answer when something new is asked', async () => {
    const { device, line, received } = connected();
    const [first = new Uint8Array()] = pad(replyFrame(0x90, cardData()));
    device.data(first);
    line.write(commandFrame('samStatus'));
    for (const report of pad(replyFrame(0x90))) device.data(report);
    await settled();
    expect(received()).toEqual(Buffer.concat([first, replyFrame(0x90)]));
  });

  it('never throw or grow, whatever the reports hold', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 50 }), (reports) => {
        const { device, received } = connected();
        for (const report of reports) device.data(report);
        expect(received().length).toBeLessThanOrEqual(reports.reduce((sum, { length }) => sum + length, 0));
      }),
    );
  });
});

describe('a HID line', () => {
  it.each(['error', 'write'] as const)('ends once when the device is gone: %s', async (how) => {
    const { device, line } = connected();
    let ends = 0;
    line.onClose(() => ends++);
    device.gone = true;
    if (how === 'error') device.error();
    else line.write(commandFrame('samStatus'));
    await settled();
    device.error();
    await line.close();
    expect([ends, device.closed, line.isOpen]).toEqual([1, 1, false]);
    expect(await line.setBaudRate()).toEqual({ ok: false, fault: 'closed' });
  });
});

/** node-hid as it behaves, with one reader plugged in; `frames` go to a reader in memory. */
function binding(serial: SerialTransport | null, fault?: string): HidBinding {
  const bound = (line: SerialTransport): BoundHid => ({
    on: (event: 'data' | 'error', listener: (value: Uint8Array) => void) => {
      if (event === 'data') line.onData((chunk) => pad(chunk).map(listener));
      else line.onClose(() => listener(new Uint8Array()));
    },
    write: async (report) => {
      expect([report.length, report[0]]).toEqual([65, 0]);
      line.write(Uint8Array.from(report.subarray(1, 11)));
      return report.length;
    },
    close: async () => undefined,
  });
  return {
    devicesAsync: async (vendorId, productId) =>
      serial !== null && vendorId === 0x2b8b && productId === 0x2721 ? [{ path: '/dev/hidraw3' }] : [],
    HIDAsync: {
      open: async () => {
        if (serial === null || fault !== undefined) throw new Error(fault ?? 'gone');
        return bound(serial);
      },
    },
  };
}
const address = { vendorId: 0x2b8b, productId: 0x2721 };

describe('an ID card reader on HID', () => {
  it('reads a card through reports', async () => {
    const clock = new ManualClock(0);
    const sam = new FakeReader(clock);
    const serial = unwrap(await sam.open('', 115_200));
    const hid = openHid(address, async () => binding(serial));
    const reader = new SdtIdCardReader({ path: nameOf(address), open: hid, clock });
    sam.lay();
    const read = reader.read(new AbortController().signal);
    for (let i = 0; i < 100; i++) {
      await settled();
      await clock.advance(50);
    }
    expect(unwrap(await read)).toMatchObject({ name: '王建国', number: '11010519491231002X' });
    expect(reader.status).toEqual({ status: 'card-present' });
    sam.unplug();
    for (let i = 0; i < 20; i++) {
      await settled();
      await clock.advance(50);
    }
    expect(reader.status).toEqual({ status: 'reconnecting', reason: 'readerUnplugged' });
    const closed = reader.close();
    await clock.advance(1000);
    await closed;
  });

  it.each([
    ['is not plugged in', null, undefined, 'missing'],
    ['may not be opened', 'there', 'cannot open device: Permission denied', 'denied'],
    ['cannot be opened', 'there', 'cannot open device', 'failed'],
  ])('that %s', async (_what, plugged, fault, kind) => {
    const sam = new FakeReader(new ManualClock(0));
    const serial = plugged === null ? null : unwrap(await sam.open('', 115_200));
    const opened = await openHid(address, async () => binding(serial, fault))('', 115_200);
    expect(opened).toMatchObject({ ok: false, fault: { kind } });
  });

  it('says in words that the package is not installed', async () => {
    const none = async () => null;
    expect(await openHid(address, none)('', 0)).toMatchObject({ ok: false, fault: { kind: 'library-missing' } });
    expect(await hidUnavailable(none)).toContain('node-hid is not installed');
  });

  it('loads the real package, when it is installed, and finds no reader that is not there', async () => {
    if ((await hidUnavailable()) !== null) return;
    const opened = await openHid({ vendorId: 0xfffe, productId: 0xfffe })('', 0);
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'missing' } });
  });
});
