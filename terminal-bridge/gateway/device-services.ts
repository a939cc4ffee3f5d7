/**
 * One XFS4IoT service for each device, as the standard has it: `Common.Status` and `Common.Capabilities` (2024-03,
 * completions 3.0) on a socket of the device's own, and `Common.StatusChangedEvent` there when the status changes: for
 * monitoring by others than our page. Read only: none of them can make a device do anything.
 */
import type { Device } from '../devices/device.ts';
import { DEVICE_NAMES, type DeviceName, type DeviceStatus } from '../protocol/state.ts';
import type { Bound, CommandTable } from './command-table.ts';

export const DEVICE_SERVICES_PATH = '/kiosk/v1/devices/';

/** Of the completions, and of the event (2024-03). */
export const STATUS_VERSION = '3.0';

export interface DeviceService {
  readonly commands: CommandTable;
  /** `listener` gets the payload of each `Common.StatusChangedEvent`; the answer unsubscribes. */
  onStatus(listener: (changed: Record<string, unknown>) => void): () => void;
}

/** By the path of the service. */
export type DeviceServices = ReadonlyMap<string, DeviceService>;

export function deviceServices(devices: Readonly<Record<DeviceName, Device>>): DeviceServices {
  return new Map(
    DEVICE_NAMES.map((name) => [
      `${DEVICE_SERVICES_PATH}${name}`,
      {
        commands: new Map<string, Bound>([
          ['Common.Status', info(() => statusOf(name, devices[name].status))],
          ['Common.Capabilities', info(() => capabilitiesOf(devices[name]))],
        ]),
        onStatus: (listener) => followStatus(name, devices[name], listener),
      },
    ]),
  );
}

/** Only what changed is told, as the standard wants it; much that we tell apart is one to the standard. */
function followStatus(name: DeviceName, device: Device, listener: (changed: Record<string, unknown>) => void) {
  let told = statusOf(name, device.status);
  return device.onStatus((status) => {
    const now = statusOf(name, status);
    const before = new Map(Object.entries(told));
    const changed = Object.entries(now).filter(
      ([part, value]) => JSON.stringify(value) !== JSON.stringify(before.get(part)),
    );
    told = now;
    if (changed.length > 0) listener(Object.fromEntries(changed));
  });
}

/** An information command without a payload: anything in it is an error. */
export const info = (payload: () => Record<string, unknown>): Bound => ({
  needsClaim: false,
  eventName: null,
  run: async (request) =>
    typeof request === 'object' && request !== null && Object.keys(request).length === 0
      ? { payload: payload(), version: STATUS_VERSION }
      : { code: 'invalidData' },
});

const DEVICE: Readonly<Record<DeviceStatus['status'], string>> = {
  starting: 'starting',
  ready: 'online',
  'card-present': 'online',
  busy: 'deviceBusy',
  reconnecting: 'offline',
  'out-of-service': 'hardwareError',
  absent: 'noDevice',
};

/** `common.device` as the standard names it, and the part of the device's own interface that we know. */
function statusOf(name: DeviceName, { status, reason, warning }: DeviceStatus): Record<string, unknown> {
  const common = { device: DEVICE[status] };
  const works = status === 'ready' || status === 'card-present' || status === 'busy';
  switch (name) {
    case 'idCardReader':
    case 'socialSecurityReader':
      return {
        common,
        cardReader: { media: works ? (status === 'card-present' ? 'present' : 'notPresent') : 'unknown' },
      };
    case 'qrScanner':
      return { common, barcodeReader: { scanner: status === 'busy' ? 'on' : works ? 'off' : 'inoperative' } };
    case 'camera':
      return { common, camera: { person: { media: 'notSupported', camera: works ? 'ok' : 'inoperative' } } };
    case 'receiptPrinter':
      return { common, printer: { media: 'unknown', paper: { upper: paperOf(works, reason, warning) } } };
    case 'pagePrinter': {
      const paper = { upper: paperOf(works, reason, warning) };
      return { common, printer: { media: 'unknown', paper, toner: tonerOf(works, reason, warning) } };
    }
    case 'documentCamera':
      return { common, camera: { document: { media: 'notSupported', camera: works ? 'ok' : 'inoperative' } } };
    case 'portraitDecoder':
    case 'matcher':
      return { common };
  }
}

type Why = DeviceStatus['reason'];
type Warning = DeviceStatus['warning'];

function paperOf(works: boolean, reason: Why, warning: Warning): string {
  if (works) return warning === 'paper-low' ? 'low' : 'full';
  if (reason === 'pagePrinterJammed') return 'jammed';
  return reason === 'printerPaperOut' || reason === 'pagePrinterPaperOut' ? 'out' : 'unknown';
}

function tonerOf(works: boolean, reason: Why, warning: Warning): string {
  if (works) return warning === 'toner-low' ? 'low' : 'full';
  return reason === 'pagePrinterTonerOut' ? 'out' : 'unknown';
}

const COMMON = {
  name: 'Common',
  commands: {
    'Common.Status': { versions: ['2.0'] },
    'Common.Capabilities': { versions: ['2.0'] },
    'Common.Cancel': { versions: ['2.0'] },
  },
  maximumRequests: 0,
};

function capabilitiesOf({ info: about }: Device): Record<string, unknown> {
  const firmware =
    about?.firmware == null ? {} : { firmware: [{ firmwareName: 'firmware', firmwareVersion: about.firmware }] };
  const known = Object.entries({
    modelName: about?.model,
    serialNumber: about?.serialNumber,
    modelDescription: about?.connection,
  }).filter(([, value]) => value != null);
  return {
    interfaces: [COMMON],
    common: { serviceVersion: '1.0', deviceInformation: [{ ...Object.fromEntries(known), ...firmware }] },
  };
}
