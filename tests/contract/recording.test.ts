/** Recording of device sessions is for development: no program that a terminal runs can reach it. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RECORDING = join(ROOT, 'terminal-bridge/devices/recording');
/** What runs where the product is used. */
const PROGRAMS = ['terminal-bridge/main.ts', 'scripts/anban.ts'];
const IMPORTS = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g;

/** Every file of ours that can be loaded from `entry`, whether at once or later. */
function reachable(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry) || !existsSync(entry) || !entry.endsWith('.ts')) return seen;
  seen.add(entry);
  for (const [, specifier, address] of readFileSync(entry, 'utf8').matchAll(IMPORTS)) {
    const file = placeOf(specifier ?? address ?? '', entry);
    if (file !== null) reachable(file, seen);
  }
  return seen;
}

function placeOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier);
  if (!specifier.startsWith('@anban/')) return null;
  try {
    return createRequire(from).resolve(specifier);
  } catch {
    return null;
  }
}

it.each(PROGRAMS)('%s never loads the recording of devices', (program) => {
  const files = [...reachable(join(ROOT, program))];
  expect(files).toContain(join(ROOT, 'terminal-bridge/devices/id-card-reader/device.ts'));
  expect(files.filter((file) => file.startsWith(RECORDING))).toEqual([]);
});

it('the walk would see it: the development program reaches it', () => {
  const files = reachable(join(RECORDING, 'main.ts'));
  expect(files).toContain(join(RECORDING, 'record.ts'));
});

it('the bridge has no switch for it', () => {
  const args = [join(ROOT, 'terminal-bridge/main.ts'), '--record', '/tmp'];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(run.status).not.toBe(0);
  expect(run.stderr).toContain("Unknown option '--record'");
});
