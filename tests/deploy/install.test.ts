/** A terminal installed into a folder, updated, broken and gone back: real scripts, a real bridge, no systemd. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { managedPolicies } from '../../deploy/session/policies.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { freePorts } from '../support/free-ports.ts';

const DEPLOY = join(ROOT, 'deploy');
const SYSTEMD = '/usr/bin/systemd-sysusers';
const missing = existsSync(SYSTEMD) ? '' : ` (skipped: no ${SYSTEMD} on this machine)`;

// A start of the bridge takes a second, or ten on a machine that has much else to do.
describe.skipIf(missing !== '')(`a terminal${missing}`, { timeout: 90_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'anban-install-'));
  const root = join(folder, 'root');
  const config = join(folder, 'terminal.json');
  const first = release('1.0.0');
  let port: number;

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    const stateDir = join(root, 'var/lib/anban');
    writeFileSync(
      config,
      JSON.stringify({
        port,
        kioskDir: join(root, 'opt/anban/current/kiosk/dist'),
        stateDir,
        centre: { url: 'http://127.0.0.1:9' },
      }),
    );
    const standIn = join(folder, 'systemctl');
    const words = [process.execPath, join(ROOT, 'tests/deploy/systemctl-stand-in.ts')].map((word) => `'${word}'`);
    // What only has to be remembered needs no process of Node.
    const remembered = 'case $1 in daemon-reload|enable|set-default) echo "$*" >> "$ROOT/asked"; exit 0;; esac';
    writeFileSync(standIn, `#!/bin/sh\n${remembered}\nexec ${words.join(' ')} "$@"\n`);
    chmodSync(standIn, 0o755);
  });
  afterAll(async () => {
    await script('uninstall.sh', ['--purge']);
    rmSync(folder, { recursive: true });
  });

  /** A release of this tree, with a version of its own. */
  function release(version: string): string {
    const path = join(folder, `release-${version}`);
    if (version === '1.0.0') {
      const made = spawnSync(join(DEPLOY, 'make-release.sh'), [path, '--link-modules'], { encoding: 'utf8' });
      if (made.status !== 0) throw new Error(made.stderr);
    } else cpSync(first, path, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(path, 'RELEASE'), `${version}\n`);
    return path;
  }

  /** A release whose bridge does this before anything else. */
  function brokenRelease(version: string, program: string): string {
    const path = release(version);
    writeFileSync(join(path, 'terminal-bridge/main.ts'), program);
    return path;
  }

  async function script(name: string, args: readonly string[]): Promise<{ code: number | null; said: string }> {
    const env = { ...process.env, ROOT: root, ANBAN_SYSTEMCTL: join(folder, 'systemctl'), ANBAN_HEALTH_SECONDS: '10' };
    const child = spawn(join(DEPLOY, name), [...args, '--root', root], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.once('exit', resolve)),
    ]);
    return { code, said: out + err };
  }

  const current = () => readlinkSync(join(root, 'opt/anban/current'));
  const asked = () => readFileSync(join(root, 'asked'), 'utf8').trim().split('\n');
  const health = async () => (await fetch(`http://127.0.0.1:${port}/health`)).status;
  const installed = (path: string) => readFileSync(join(root, path), 'utf8');

  test('is installed in one command, and runs', async () => {
    const { code, said } = await script('install.sh', ['--release', first, '--config', config]);
    expect(said).toContain('release 1.0.0 is installed as terminal');
    expect(code).toBe(0);
    expect(current()).toBe('releases/1.0.0');
    expect(await health()).toBe(200);
    expect(JSON.parse(installed('etc/chromium/policies/managed/anban.json'))).toEqual(
      managedPolicies(`http://127.0.0.1:${port}`),
    );
    expect(installed('etc/anban/kiosk.env')).toBe(`ANBAN_KIOSK_URL=http://127.0.0.1:${port}/\n`);
    expect(installed('etc/group')).toMatch(/^anban:x:\d+:anban-bridge$/m);
    expect(installed('etc/passwd')).not.toMatch(/\/bin\/(ba)?sh$/m);
    expect(asked()).toContain('enable anban-bridge.service anban-kiosk.service anban-kiosk-restart.path');
    expect(asked().at(-1)).toBe('restart anban-kiosk.service');
  });

  test('its units are what systemd understands, and name files that are there', () => {
    // In mounts of our own, where the release lies at its real place.
    const script =
      'mount -t tmpfs none /opt && mkdir /opt/anban && mount --bind "$0/opt/anban" /opt/anban && systemd-analyze verify --man=no "$0"/etc/systemd/system/anban-*';
    const verify = spawnSync('unshare', ['-m', 'sh', '-c', script, root], { encoding: 'utf8' });
    expect(verify.stderr).toBe('');
    expect(verify.status).toBe(0);
  });

  test('installed again: nothing is lost, what the operator changed stays', async () => {
    const rules = join(root, 'etc/udev/rules.d/70-anban-devices.rules');
    writeFileSync(rules, '# ours\n');
    const key = installed('var/lib/anban/terminal-key.pem');
    expect((await script('install.sh', ['--release', first])).code).toBe(0);
    expect(installed('var/lib/anban/terminal-key.pem')).toBe(key);
    expect(installed('etc/udev/rules.d/70-anban-devices.rules')).toBe('# ours\n');
    expect(JSON.parse(installed('etc/anban/terminal.json'))).toHaveProperty('port', port);
    expect(await health()).toBe(200);
  });

  test('an update goes over, a roll-back goes back, and forward again', async () => {
    const archive = join(folder, 'anban-1.1.0.tar.gz');
    spawnSync('tar', ['-czf', archive, '-C', folder, '--transform=s/^release-1.1.0/anban/', 'release-1.1.0'], {
      cwd: release('1.1.0'),
    });
    const update = await script('update.sh', [archive, '--unverified']);
    expect(update.said).toContain('release 1.1.0 runs');
    expect(update.code).toBe(0);
    expect(current()).toBe('releases/1.1.0');
    expect(await health()).toBe(200);
    expect((await script('rollback.sh', [])).code).toBe(0);
    expect(current()).toBe('releases/1.0.0');
    expect(await health()).toBe(200);
    expect((await script('rollback.sh', [])).code).toBe(0);
    expect(current()).toBe('releases/1.1.0');
  });

  test('an update that does not start is undone by itself, and the screen comes back', async () => {
    const { code, said } = await script('update.sh', [brokenRelease('1.2.0', 'process.exit(1);')]);
    expect(code).toBe(1);
    expect(said).toMatch(/1\.2\.0 did not become ready: going back to 1\.1\.0[\s\S]*1\.1\.0 runs again/);
    expect(current()).toBe('releases/1.1.0');
    expect(await health()).toBe(200);
    expect(asked().slice(-2)).toEqual(['restart anban-bridge.service', 'start anban-kiosk.service']);
    expect(readdirSync(join(root, 'opt/anban/releases')).sort()).toEqual(['1.0.0', '1.1.0']);
  });

  test('an update that spoils the store for the old release: the store from before comes back too', async () => {
    const key = installed('var/lib/anban/terminal-key.pem');
    const program = `
      import { DatabaseSync } from 'node:sqlite';
      const db = new DatabaseSync(${JSON.stringify(join(root, 'var/lib/anban/terminal.sqlite'))});
      db.exec('pragma user_version = 999');
      db.close();
      process.exit(1);`;
    const { code, said } = await script('update.sh', [brokenRelease('1.3.0', program)]);
    expect(code).toBe(1);
    expect(said).toContain('taking back the one from before the update');
    expect(await health()).toBe(200);
    expect(installed('var/lib/anban/terminal-key.pem')).toBe(key);
    expect(existsSync(join(root, 'var/lib/anban-before-update'))).toBe(false);
  });

  test('what is no release, or was damaged on the way, changes nothing', async () => {
    const before = asked().length;
    expect((await script('update.sh', [join(ROOT, 'docs')])).said).toContain('no file RELEASE');
    const archive = join(folder, 'anban-1.4.0.tar.gz');
    writeFileSync(archive, 'not what was made');
    writeFileSync(`${archive}.sha256`, `${'0'.repeat(64)}  anban-1.4.0.tar.gz\n`);
    const { code, said } = await script('update.sh', [archive]);
    expect(code).toBe(1);
    expect(said).toContain('its SHA-256 differs');
    expect(asked()).toHaveLength(before);
    expect(current()).toBe('releases/1.1.0');
    expect(await health()).toBe(200);
  });

  test('taken off, its key and its records stay', async () => {
    expect((await script('uninstall.sh', [])).code).toBe(0);
    expect(existsSync(join(root, 'opt/anban'))).toBe(false);
    expect(readdirSync(join(root, 'etc/systemd/system'))).toEqual([]);
    expect(existsSync(join(root, 'var/lib/anban/terminal-key.pem'))).toBe(true);
    expect(existsSync(join(root, 'etc/anban/terminal.json'))).toBe(true);
    await expect(health()).rejects.toThrow();
  });
});

const noShellcheck = existsSync('/usr/bin/shellcheck') ? '' : ' (skipped: no shellcheck, and apt could not install it)';
test.skipIf(noShellcheck !== '')(`the shell scripts are clean${noShellcheck}`, () => {
  const scripts = ['', 'session', 'system'].flatMap((sub) => {
    const here = join(DEPLOY, sub);
    return readdirSync(here)
      .filter((name) => name.endsWith('.sh'))
      .map((name) => join(here, name));
  });
  expect(scripts.length).toBeGreaterThanOrEqual(9);
  expect(spawnSync('shellcheck', ['-x', ...scripts], { encoding: 'utf8' }).stdout).toBe('');
});
