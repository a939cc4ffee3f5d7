/**
 * What the kernel knows of a USB device behind a device file (sysfs-bus-usb in Linux's ABI documentation): its own
 * strings, and `bcdDevice`, the release number that makers raise with their firmware.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface UsbIdentity {
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly firmware: string | null;
}

const UNKNOWN: UsbIdentity = { model: null, serialNumber: null, firmware: null };

/** `path`: a device file of a camera or of a serial line, or a link to one. Nothing known: all null. */
export function usbIdentity(path: string, kind: 'video4linux' | 'tty', sysfs = '/sys'): UsbIdentity {
  try {
    // The interface of the USB device; the device itself is the folder above.
    const node = realpathSync(join(sysfs, 'class', kind, basename(realpathSync(path)), 'device'));
    const device = dirname(node);
    const bcd = textOf(device, 'bcdDevice');
    if (bcd === null) return UNKNOWN;
    const words = [textOf(device, 'manufacturer'), textOf(device, 'product')].filter((word) => word !== null);
    return {
      model: words.length === 0 ? null : words.join(' '),
      serialNumber: textOf(device, 'serial'),
      firmware: /^\d{4}$/.test(bcd) ? `${Number(bcd.slice(0, 2))}.${bcd.slice(2)}` : bcd,
    };
  } catch {
    return UNKNOWN;
  }
}

function textOf(folder: string, file: string): string | null {
  try {
    const text = readFileSync(join(folder, file), 'utf8').trim();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}
