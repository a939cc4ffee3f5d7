/**
 * `HidDevice` over the npm package `node-hid` 3.4, which is optional and loaded only where a reader is on USB HID. Only
 * its prebuilt binaries are used (Linux x64 and ARM, also musl; macOS; Windows): nothing is compiled.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { OpenSerial, SerialOpenFault } from '../serial/transport.ts';
import { type HidDevice, HidTransport } from './transport.ts';

/** Which device: by its USB ids, and by its path (`/dev/hidraw0`) where there are several of the same kind. */
export interface HidAddress {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
}

/** What we use of the package, in types of our own: where it is not installed the program must still compile. */
export interface HidBinding {
  devicesAsync(vendorId: number, productId: number): Promise<readonly { readonly path?: string | undefined }[]>;
  readonly HIDAsync: { open(path: string): Promise<BoundHid> };
}
export interface BoundHid {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** In a variable, so that the compiler does not look for the package. */
const PACKAGE: string = 'node-hid';

export const NOT_INSTALLED =
  'the npm package node-hid is not installed, or has no prebuilt binary for this machine: npm install node-hid, or use the reader on a serial port';

/** In words for staff, why HID devices cannot be used on this machine; null: they can. */
export async function hidUnavailable(load: () => Promise<HidBinding | null> = loadHid): Promise<string | null> {
  return (await load()) === null ? NOT_INSTALLED : null;
}

/** Null when it is not installed or not built for this machine. */
export async function loadHid(): Promise<HidBinding | null> {
  try {
    const loaded: unknown = await import(PACKAGE);
    const module = isObject(loaded) && isObject(loaded.default) ? loaded.default : loaded;
    if (!isBinding(module)) return null;
    // The binary is loaded with the first question, and not before.
    await module.devicesAsync(0xffff, 0xffff);
    return module;
  } catch {
    return null;
  }
}

/** Opens the device at `address`; path and speed of a serial line mean nothing here. */
export const openHid =
  (address: HidAddress, load: () => Promise<HidBinding | null> = loadHid): OpenSerial =>
  async () => {
    const binding = await load();
    if (binding === null) return fail({ kind: 'library-missing', detail: NOT_INSTALLED });
    const found = await pathOf(binding, address);
    if (!found.ok) return found;
    const path = found.value;
    if (path === null) return fail({ kind: 'missing', detail: `no HID device ${nameOf(address)}` });
    const opened = await open(binding, path);
    return opened.ok ? ok(new HidTransport(deviceOf(opened.value))) : opened;
  };

/** `2b8b:2721`, with the path where one is given. */
export const nameOf = ({ vendorId, productId, path }: HidAddress): string => {
  const ids = [vendorId, productId].map((id) => id.toString(16).padStart(4, '0')).join(':');
  return path === undefined ? `hid:${ids}` : `hid:${ids} ${path}`;
};

/** Null: there is no such device. The system may also fail to list its devices at all. */
async function pathOf(binding: HidBinding, address: HidAddress): Promise<Result<string | null, SerialOpenFault>> {
  try {
    const devices = await binding.devicesAsync(address.vendorId, address.productId);
    const paths = devices.flatMap(({ path }) => (path === undefined ? [] : [path]));
    return ok(paths.find((path) => address.path === undefined || path === address.path) ?? null);
  } catch (cause) {
    return fail({ kind: 'failed', detail: wordsOf(cause) });
  }
}

async function open(binding: HidBinding, path: string): Promise<Result<BoundHid, SerialOpenFault>> {
  try {
    return ok(await binding.HIDAsync.open(path));
  } catch (cause) {
    const detail = wordsOf(cause);
    if (/permission|denied|EACCES/i.test(detail)) return fail({ kind: 'denied', detail });
    if (/no such (file|device)/i.test(detail)) return fail({ kind: 'missing', detail });
    return fail({ kind: /busy|in use/i.test(detail) ? 'busy' : 'failed', detail });
  }
}

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function deviceOf(hid: BoundHid): HidDevice {
  return {
    // The package wants the report's number first; these readers number none.
    write: async (report) => void (await hid.write(Buffer.from([0, ...report]))),
    onData: (listener) => void hid.on('data', (report) => listener(Uint8Array.from(report))),
    onError: (listener) => void hid.on('error', () => listener()),
    close: () => hid.close(),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isBinding = (value: unknown): value is HidBinding =>
  isObject(value) && typeof value.devicesAsync === 'function' && typeof value.HIDAsync === 'function';
