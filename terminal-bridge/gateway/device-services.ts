/**
 * One XFS4IoT service for each device, as the standard has it: `Common.Status` and `Common.Capabilities` (2024-03,
 * completions 3.0) on a socket of the device's own, and `Common.StatusChangedEvent` there when the status changes: for
 * monitoring by others than our page. Read only: none of them can make a device do anything.
 */
import type { Device } from '../devices/device.ts';
import { FAULTS, type FaultName } from '../protocol/faults.ts';
import { DEVICE_NAMES, type DeviceName, type DeviceStatus } from '../protocol/state.ts';
import type { Bound, CommandTable } from './command-table.ts';

export const DEVICE_SERVICES_PATH = '/kiosk/v1/devices/';

/** Of the completions, and of the event (2024-03). */
export const STATUS_VERSION = '3.0';
export const ERROR_VERSION = '2.0';
const PUBLISHER_VERSION = '2.0';
/** Where the services are listed; each is below. Not under `/xfs4iot`, whose ports and certificate we do not have. */
export const PUBLISHER_PATH = '/kiosk/v1/devices';

export interface DeviceService {
  readonly commands: CommandTable;
  /** `listener` gets the payload of each `Common.StatusChangedEvent`; the answer unsubscribes. */
  onStatus(listener: (changed: Record<string, unknown>) => void): () => void;
  /** The same for `Common.ErrorEvent`: each time something else is wrong. */
  onError(listener: (error: Record<string, unknown>) => void): () => void;
}

/** By the path of the service. */
export type DeviceServices = ReadonlyMap<string, DeviceService>;

/** `address`: `ws://host:port` of the gateway, once it listens. */
export function deviceServices(devices: Readonly<Record<DeviceName, Device>>, address: () => string): DeviceServices {
  const publisher: DeviceService = {
    commands: new Map([
      [
        'ServicePublisher.GetServices',
        info(
          () => ({
            vendorName: 'Anban',
            services: DEVICE_NAMES.map((name) => ({ serviceURI: `${address()}${DEVICE_SERVICES_PATH}${name}` })),
          }),
          PUBLISHER_VERSION,
        ),
      ],
    ]),
    onStatus: () => () => undefined,
    onError: () => () => undefined,
  };
  const services = DEVICE_NAMES.map((name): [string, DeviceService] => [
    `${DEVICE_SERVICES_PATH}${name}`,
    {
      commands: new Map<string, Bound>([
        ['Common.Status', info(() => statusOf(name, devices[name].status))],
        ['Common.Capabilities', info(() => capabilitiesOf(name, devices[name]))],
      ]),
      onStatus: (listener) => followStatus(name, devices[name], listener),
      onError: (listener) => followErrors(devices[name], listener),
    },
  ]);
  return new Map([[PUBLISHER_PATH, publisher], ...services]);
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

/** `Common.ErrorEvent`: what happened, by whose doing, and what would help; the code is that of our table of faults. */
function errorOf(status: DeviceStatus): Record<string, unknown> | null {
  const { reason } = status;
  if (reason === undefined) return null;
  const byPeople = BY_PEOPLE.has(reason) || HELD.has(reason);
  const { code, hint } = FAULTS[reason];
  return {
    eventId: byPeople ? 'user' : 'hardware',
    action: byPeople ? 'clear' : status.status === 'reconnecting' ? 'reset' : 'maintenance',
    vendorDescription: `${code} ${hint}`,
  };
}

function followErrors(device: Device, listener: (error: Record<string, unknown>) => void) {
  let last = device.status.reason;
  return device.onStatus((status) => {
    const error = status.reason === last ? null : errorOf(status);
    last = status.reason;
    if (error !== null) listener(error);
  });
}

/** An information command without a payload: anything in it is an error. */
export const info = (payload: () => Record<string, unknown>, version = STATUS_VERSION): Bound => ({
  needsClaim: false,
  eventName: null,
  run: async (request) =>
    typeof request === 'object' && request !== null && Object.keys(request).length === 0
      ? { payload: payload(), version }
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

/** "A person is preventing proper operation": paper, covers, toner, and rights that somebody has to give. */
const BY_PEOPLE: ReadonlySet<FaultName> = new Set([
  'printerPaperOut',
  'printerCoverOpen',
  'pagePrinterPaperOut',
  'pagePrinterCoverOpen',
  'pagePrinterJammed',
  'pagePrinterTonerOut',
  'readerDenied',
  'scannerDenied',
]);
/** Held by another program. */
const HELD: ReadonlySet<FaultName> = new Set(['readerBusy', 'scannerBusy', 'sscReaderBusy']);

function deviceOf({ status, reason }: DeviceStatus): string {
  if (status !== 'out-of-service' || reason === undefined) return DEVICE[status];
  if (BY_PEOPLE.has(reason)) return 'userError';
  return HELD.has(reason) ? 'deviceBusy' : DEVICE[status];
}

/** `common.device` as the standard names it, and the part of the device's own interface that we know. */
function statusOf(name: DeviceName, whole: DeviceStatus): Record<string, unknown> {
  const { status, reason, warning } = whole;
  const common = { device: deviceOf(whole) };
  const works = status === 'ready' || status === 'card-present' || status === 'busy';
  switch (name) {
    case 'idCardReader':
    case 'socialSecurityReader':
      return {
        common,
        cardReader: { media: works ? (status === 'card-present' ? 'present' : 'notPresent') : 'unknown' },
      };
    case 'qrScanner':
      return {
        common,
        // It looks for codes all the time.
        barcodeReader: { scanner: works ? 'on' : 'inoperative' },
      };
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

/** What each device's service declares of the standard's common interface. */
export const COMMON = {
  name: 'Common',
  commands: {
    'Common.Status': { versions: ['2.0'] },
    'Common.Capabilities': { versions: ['2.0'] },
    'Common.Cancel': { versions: ['2.0'] },
  },
  events: {
    'Common.StatusChangedEvent': { versions: [STATUS_VERSION] },
    'Common.ErrorEvent': { versions: [ERROR_VERSION] },
  },
  maximumRequests: 0,
};

interface OwnInterface {
  readonly name: string;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** The interface of the standard that the device's status is part of; none of its commands is served. */
const OWN: Readonly<Record<DeviceName, OwnInterface | null>> = {
  idCardReader: { name: 'CardReader', capabilities: { cardReader: { type: 'contactless' } } },
  socialSecurityReader: { name: 'CardReader', capabilities: { cardReader: { type: 'dip' } } },
  qrScanner: { name: 'BarcodeReader', capabilities: { barcodeReader: { canFilterSymbologies: false } } },
  camera: { name: 'Camera', capabilities: { camera: { cameras: { person: true } } } },
  documentCamera: { name: 'Camera', capabilities: { camera: { cameras: { document: true } } } },
  receiptPrinter: { name: 'Printer', capabilities: { printer: { type: { receipt: true } } } },
  pagePrinter: { name: 'Printer', capabilities: { printer: { type: { document: true } } } },
  portraitDecoder: null,
  matcher: null,
};

function capabilitiesOf(name: DeviceName, { info: about }: Device): Record<string, unknown> {
  const firmware =
    about?.firmware == null ? {} : { firmware: [{ firmwareName: 'firmware', firmwareVersion: about.firmware }] };
  const known = Object.entries({
    modelName: about?.model,
    serialNumber: about?.serialNumber,
    modelDescription: about?.connection,
  }).filter(([, value]) => value != null);
  const own = OWN[name];
  return {
    interfaces: [COMMON, ...(own === null ? [] : [{ name: own.name, commands: {}, maximumRequests: 0 }])],
    common: { serviceVersion: '1.0', deviceInformation: [{ ...Object.fromEntries(known), ...firmware }] },
    ...own?.capabilities,
  };
}
