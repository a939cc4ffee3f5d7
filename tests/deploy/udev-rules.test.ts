/**
 * The udev rules as udev reads them (udev(7): every match of a line must hold, then its assignments apply), over what
 * Linux tells of devices that people plug in. udev itself runs in no test: it needs the kernel's events.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';

const FILE = join(ROOT, 'deploy/udev/70-anban-devices.rules');
const PART = /^([A-Z]+(?:\{\w+\})?)(==|\+=|=)"([^"]*)"$/;
const MATCHES = ['SUBSYSTEM', 'ATTRS{idVendor}', 'ATTRS{idProduct}'];
const ASSIGNMENTS = ['GROUP', 'MODE', 'SYMLINK', 'ENV{ID_MM_DEVICE_IGNORE}'];

interface Part {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

const rules: Part[][] = readFileSync(FILE, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) =>
    line.split(', ').map((part) => {
      const [, key = '', operator = '', value = ''] = PART.exec(part) ?? [];
      if (!(operator === '==' ? MATCHES : ASSIGNMENTS).includes(key)) throw new Error(`not understood: ${part}`);
      return { key, operator, value };
    }),
  );

/** What the rules make of a device: the last assignment of each key. `ids`: vendor and product as sysfs writes them. */
function madeOf(subsystem: string, ids: string): Record<string, string> {
  const [vendor = '', product = ''] = ids.split(':');
  const device: Record<string, string> = {
    SUBSYSTEM: subsystem,
    'ATTRS{idVendor}': vendor,
    'ATTRS{idProduct}': product,
  };
  const holds = ({ key, value }: Part) => value.split('|').includes(device[key] ?? '');
  const applied = rules.filter((parts) => parts.filter(({ operator }) => operator === '==').every(holds)).flat();
  return Object.fromEntries(applied.filter(({ operator }) => operator !== '==').map(({ key, value }) => [key, value]));
}

const ALLOWED = { GROUP: 'anban', MODE: '0660' };
const UNPROBED = { 'ENV{ID_MM_DEVICE_IGNORE}': '1' };

describe('ID card readers on a serial chip belong to the bridge, have a name, and are not probed for modems', () => {
  it.for([
    ['CP2102', '10c4:ea60'],
    ['CP2105', '10c4:ea70'],
    ['CH340', '1a86:7523'],
    ['CH341', '1a86:5523'],
    ['CH9102', '1a86:55d4'],
    ['FT232R', '0403:6001'],
    ['FT-X', '0403:6015'],
    ['PL2303', '067b:2303'],
    ['PL2303GC', '067b:23a3'],
  ] as const)('%s', ([, ids]) => {
    expect(madeOf('tty', ids)).toEqual({ ...ALLOWED, ...UNPROBED, SYMLINK: 'anban-id-card-reader' });
  });
});

it('a code scanner has a name of its own', () => {
  expect(madeOf('tty', '0c2e:0b6a')).toEqual({ ...ALLOWED, ...UNPROBED, SYMLINK: 'anban-qr-scanner' });
});

it('a reader on HID and every camera belong to the bridge', () => {
  expect(madeOf('hidraw', '2b8b:2721')).toEqual(ALLOWED);
  expect(madeOf('video4linux', '1bcf:2b98')).toEqual(ALLOWED);
});

it("nobody else's device is given to the bridge", () => {
  expect(madeOf('tty', '2341:0043')).toEqual({});
  expect(madeOf('hidraw', '046d:c31c')).toEqual({});
  expect(madeOf('block', '10c4:ea60')).toEqual({});
});

it('numbers are lower case, as sysfs writes them: udev compares letter by letter', () => {
  const numbers = rules.flat().filter(({ key }) => key.startsWith('ATTRS'));
  expect(numbers.flatMap(({ value }) => value.split('|')).filter((id) => !/^[\da-f]{4}$/.test(id))).toEqual([]);
});
