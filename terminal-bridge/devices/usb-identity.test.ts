/** What staff are told of a USB device, from a sysfs as Linux lays it out. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { usbIdentity } from './usb-identity.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anban-sysfs-'));
  mkdirSync(join(root, 'devices/usb1/1-2/1-2:1.0'), { recursive: true });
  mkdirSync(join(root, 'class/video4linux/video2'), { recursive: true });
  symlinkSync(join(root, 'devices/usb1/1-2/1-2:1.0'), join(root, 'class/video4linux/video2/device'));
  writeFileSync(join(root, 'video2'), '');
  symlinkSync(join(root, 'video2'), join(root, 'usb-Maker_Camera-video-index0'));
});
afterEach(() => rmSync(root, { recursive: true }));

it('model, serial number and release, through the link by which the camera is configured', () => {
  const strings = { manufacturer: 'Maker', product: 'Camera X1', serial: 'SN0042', bcdDevice: '0213' };
  for (const [name, text] of Object.entries(strings)) writeFileSync(join(root, 'devices/usb1/1-2', name), `${text}\n`);
  expect(usbIdentity(join(root, 'usb-Maker_Camera-video-index0'), 'video4linux', root)).toEqual({
    model: 'Maker Camera X1',
    serialNumber: 'SN0042',
    firmware: '2.13',
  });
});

it('a device without strings, and one that is gone, tell nothing and break nothing', () => {
  const nothing = { model: null, serialNumber: null, firmware: null };
  expect(usbIdentity(join(root, 'video2'), 'video4linux', root)).toEqual(nothing);
  expect(usbIdentity(join(root, 'video9'), 'video4linux', root)).toEqual(nothing);
});
