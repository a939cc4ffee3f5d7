/** What goes outside /opt/anban: the page's address and the browser's policies, whole or not at all. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { managedPolicies } from '../../deploy/session/policies.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'anban-files-'));
  put('etc/anban/kind', 'terminal\n');
  put('etc/anban/terminal.json', '{"port": 5899}');
  put('opt/anban/releases/1.0.0/RELEASE', '1.0.0\n');
  symlinkSync(join(ROOT, 'deploy'), join(root, 'opt/anban/releases/1.0.0/deploy'));
  mkdirSync(join(root, 'opt/anban/releases/1.0.0/node_modules'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/node'), join(root, 'opt/anban/releases/1.0.0/node_modules/node'));
});
afterEach(() => rmSync(root, { recursive: true }));

const path = (name: string) => join(root, name);
function put(name: string, text: string): void {
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), text, { mode: 0o755 });
}
const POLICIES = 'etc/chromium/policies/managed/anban.json';

/** Runs `words` where deploy/lib.sh is known. */
function lib(words: string): { code: number | null; said: string } {
  const script = `set -euo pipefail; source "$1/deploy/lib.sh"; ${words}`;
  const done = spawnSync('bash', ['-c', script, 'test', ROOT], {
    encoding: 'utf8',
    env: { ...process.env, ROOT: root, ANBAN_SYSTEMCTL: '/bin/true' },
  });
  return { code: done.status, said: done.stdout + done.stderr };
}

/** Going over as update.sh does it: in a condition, where bash forgets `set -e`. */
const GO_OVER = 'start_and_check() { :; }; if go_over_to 1.0.0; then say "WENT OVER"; else say "stayed"; fi';

test('the panel and the switches of terminal.json reach the page’s address; the policies know its origin alone', () => {
  put(
    'etc/anban/terminal.json',
    JSON.stringify({ port: 5899, panel: { ppi: 141 }, switches: { next: 'KeyA', press: 'KeyB' } }),
  );
  expect(lib(GO_OVER).said).toContain('WENT OVER');
  expect(readFileSync(path('etc/anban/kiosk.env'), 'utf8')).toBe(
    'ANBAN_KIOSK_URL=http://127.0.0.1:5899/?ppi=141&next=KeyA&press=KeyB\n',
  );
  expect(JSON.parse(readFileSync(path(POLICIES), 'utf8'))).toEqual(managedPolicies('http://127.0.0.1:5899'));
});

test.for([{ panel: { ppi: 1410 } }, { switches: { next: 'a b' } }])(
  'a panel or a switch that cannot be is refused before anything runs: %j',
  (wrong) => {
    put('etc/anban/terminal.json', JSON.stringify(wrong));
    expect(lib(GO_OVER).said).toContain('stayed');
    expect(existsSync(path('opt/anban/current'))).toBe(false);
  },
);

test('policies that could not be made: the release is not gone over to, and no browser is left without policies', () => {
  put(POLICIES, '{"URLBlocklist":["*"]}');
  rmSync(path('opt/anban/releases/1.0.0/node_modules/node'));
  const real = join(ROOT, 'node_modules/node/bin/node');
  put(
    'opt/anban/releases/1.0.0/node_modules/node/bin/node',
    `#!/bin/sh\ncase $1 in *policies.ts) exit 1;; esac\nexec ${real} "$@"\n`,
  );
  expect(lib(GO_OVER).said).toContain('stayed');
  expect(readFileSync(path(POLICIES), 'utf8')).toBe('{"URLBlocklist":["*"]}');
});

test('a unit that the release lacks: it is not gone over to', () => {
  rmSync(path('opt/anban/releases/1.0.0/deploy'));
  put('opt/anban/releases/1.0.0/deploy/system/anban.sh', '');
  expect(lib(GO_OVER).said).toContain('stayed');
  expect(existsSync(path('opt/anban/current'))).toBe(false);
});

test('a full disk: the file that was there stays whole', () => {
  put('etc/anban/kiosk.env', 'before\n');
  // /dev/full takes nothing; `install` then fails as it does on a full disk.
  const full = 'install() { cat >/dev/full; }; put /etc/anban/kiosk.env 644 <<<after || say refused';
  expect(lib(full).said).toContain('refused');
  expect(readFileSync(path('etc/anban/kiosk.env'), 'utf8')).toBe('before\n');
});

test('the power went during an update: at the next start the release and the store from before come back', () => {
  lib(GO_OVER);
  put('opt/anban/releases/2.0.0/RELEASE', '2.0.0\n');
  put('var/lib/anban/store', 'as before');
  // As far as update.sh comes before the new release has said that it is ready.
  lib('keep_state; begin_proving 1.0.0; point_current_at 2.0.0');
  put('var/lib/anban/store', 'in a newer shape');
  put(POLICIES, 'of the new release');
  const recover = spawnSync('bash', [path('opt/anban/proving/deploy/recover.sh'), '--root', root], {
    encoding: 'utf8',
    env: { ...process.env, ANBAN_SYSTEMCTL: '/bin/true' },
  });
  expect(recover.stdout).toContain('release 1.0.0 is back');
  expect(readlinkSync(path('opt/anban/current'))).toBe('releases/1.0.0');
  expect(readFileSync(path('var/lib/anban/store'), 'utf8')).toBe('as before');
  expect(JSON.parse(readFileSync(path(POLICIES), 'utf8'))).toEqual(managedPolicies('http://127.0.0.1:5899'));
  expect(existsSync(path('opt/anban/proving'))).toBe(false);
});
