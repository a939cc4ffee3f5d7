/** An integrator reads the table of messages, not the program: what the bridge speaks must be in it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMON, deviceServices } from './gateway/device-services.ts';
import { COMMANDS, UNSOLICITED } from './protocol/messages.ts';
import { fakeDevices } from './testing/fake-devices.ts';

const README = readFileSync(new URL('README.md', import.meta.url), 'utf8');

test('every message is in the table of the README, and nothing else', () => {
  const table = README.split('\n').filter((line) => line.startsWith('| `') && line.includes('.0'));
  const listed = table.flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const spoken = [
    ...[...deviceServices(fakeDevices(), () => '').values()].flatMap(({ commands }) => [...commands.keys()]),
    ...Object.keys(COMMON.events),
    ...Object.entries(COMMANDS).flatMap(([name, { event }]) => (event === null ? [name] : [name, event.name])),
    ...Object.keys(UNSOLICITED),
  ];
  expect(listed.toSorted()).toEqual([...new Set(spoken)].toSorted());
});

test('what may not be claimed is said', () => {
  const text = README.replaceAll(/\s+/g, ' ');
  expect(text).toContain("not certified, no interoperability with other vendors' services tested");
  expect(text).toContain('the encryption covers a copied database, not a stolen disk');
});
