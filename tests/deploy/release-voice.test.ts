/** A release is not silent without anybody's noticing: the voice is made with it, or it is not made. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'anban-voice-'));
  cpSync(join(ROOT, 'deploy/make-release.sh'), join(tree, 'deploy/make-release.sh'), { recursive: true });
  for (const name of ['foundation', 'terminal-bridge', 'server', 'docs', 'kiosk/dist']) put(`${name}/keep`, '');
  for (const name of ['kiosk', 'hardware-mocks', 'tests']) put(`${name}/package.json`, '{}');
  // A build and an `npm install` that take no time.
  put('package.json', '{\n  "name": "x",\n  "version": "3.0.0",\n  "scripts": { "build": "true" }\n}');
  put('package-lock.json', '{}');
  put('README.md', '');
  put('bin/npm', '#!/bin/sh\n');
  mkdirSync(join(tree, 'node_modules/.bin'), { recursive: true });
  symlinkSync(process.execPath, join(tree, 'node_modules/.bin/node'));
});
afterEach(() => rmSync(tree, { recursive: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(tree, name)), { recursive: true });
  writeFileSync(join(tree, name), text, { mode: 0o755 });
}

/** Makes a release where `anban voice make` says that so many clips are missing. */
function release(missing: number, ...words: string[]) {
  put('scripts/anban.ts', `process.stdout.write('{"made":0,"missing":${missing}}'); process.exit(${missing ? 3 : 0});`);
  const env = { ...process.env, PATH: `${tree}/bin:${process.env.PATH}` };
  const made = spawnSync(join(tree, 'deploy/make-release.sh'), [join(tree, 'out'), ...words], {
    env,
    encoding: 'utf8',
  });
  return { code: made.status, said: made.stdout + made.stderr, isThere: existsSync(join(tree, 'out/RELEASE')) };
}

test('clips are missing, as where espeak-ng is not: no release, and it is said why', () => {
  const { code, said, isThere } = release(12);
  expect(said).toContain('install espeak-ng and ffmpeg');
  expect(code).toBe(1);
  expect(isThere).toBe(false);
});

test('with all clips, or where it may be silent, there is a release', () => {
  expect(release(0)).toMatchObject({ code: 0, isThere: true });
  rmSync(join(tree, 'out'), { recursive: true });
  expect(release(12, '--no-voice')).toMatchObject({ code: 0, isThere: true });
});
