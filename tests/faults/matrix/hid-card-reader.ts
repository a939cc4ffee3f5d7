/** The ID card reader on USB HID in the matrix: the same frames in reports of 64 bytes, through what stands for node-hid. */
import { ManualClock } from '@anban/foundation/clock';
import { type BoundHid, type HidBinding, openHid } from '../../../terminal-bridge/devices/hid/node-hid.ts';
import type { SerialTransport } from '../../../terminal-bridge/devices/serial/transport.ts';
import { Cable, type Carry } from './cable.ts';
import { cardReaderRig, WRONG_REPLY } from './id-card-reader.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { spoil } from './spoil.ts';

const REPORT_BYTES = 64;
const PAUSE_MS = 40;
/** Inside such a reader the module's serial line has this speed; the host never sees it. */
const READER_SPEED = 115_200;
const ADDRESS = { vendorId: 0x2b8b, productId: 0x2721 };

export const hidCardReader: DeviceUnderTest = {
  name: 'ID card reader on USB HID',
  senseless: {},
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const cable = new Cable(clock, WRONG_REPLY, inReports);
    return cardReaderRig(
      clock,
      cable,
      openHid(ADDRESS, async () => bindingTo(cable)),
    );
  },
};

/** Whole reports or none: USB cuts nothing smaller. What breaks off does so between two reports, or within a single one. */
const inReports: Carry = (fault, bytes, wrong) => {
  const reports = (from: Uint8Array) =>
    Array.from({ length: Math.ceil(from.length / REPORT_BYTES) }, (_, i) => {
      const report = new Uint8Array(REPORT_BYTES);
      report.set(from.subarray(i * REPORT_BYTES, (i + 1) * REPORT_BYTES));
      return report;
    });
  if (fault === 'slow') return reports(bytes).map((report, i) => ({ bytes: report, afterMs: i * PAUSE_MS }));
  return spoil(fault, bytes, wrong).flatMap((piece) =>
    reports(piece.bytes).map((report) => ({ bytes: report, afterMs: piece.afterMs })),
  );
};

function bindingTo(cable: Cable): HidBinding {
  return {
    devicesAsync: async () => (cable.plugged ? [{ path: 'reader' }] : []),
    HIDAsync: {
      async open(path) {
        const opened = await cable.open(path, READER_SPEED);
        if (!opened.ok) throw new Error(opened.fault.kind === 'busy' ? 'device is in use' : 'no such device');
        return boundTo(opened.value);
      },
    },
  };
}

const boundTo = (line: SerialTransport): BoundHid => ({
  on(event: 'data' | 'error', listener: (value: Uint8Array) => void) {
    if (event === 'data') line.onData(listener);
    else line.onClose(() => listener(new Uint8Array()));
  },
  async write(report) {
    if (!line.isOpen) throw new Error('Cannot write to hid device');
    line.write(Uint8Array.from(report.subarray(1)));
    return report.length;
  },
  close: () => line.close(),
});
