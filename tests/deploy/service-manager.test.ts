/** The bridge under a service manager that listens: real process, real socket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { NotifySocket } from './notify-socket.ts';

/** Short, so that the test is; systemd's unit says 15 s. */
const WATCHDOG_MS = 600;

let folder: string;
let manager: NotifySocket;
let bridge: ChildProcess;
let heard: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-notify-'));
  manager = new NotifySocket(join(folder, 'notify'));
  heard = [];
  const config = join(folder, 'terminal.json');
  writeFileSync(
    config,
    JSON.stringify({
      port: 0,
      kioskDir: folder,
      stateDir: join(folder, 'state'),
      centre: { url: 'http://127.0.0.1:9' },
    }),
  );
  bridge = spawn(process.execPath, [join(ROOT, 'terminal-bridge/main.ts'), '--config', config], {
    stdio: 'ignore',
    env: { ...process.env, NOTIFY_SOCKET: join(folder, 'notify'), WATCHDOG_USEC: String(WATCHDOG_MS * 1000) },
  });
});
afterEach(() => {
  bridge.kill('SIGKILL');
  manager.close();
  rmSync(folder, { recursive: true });
});

const listen = () => {
  heard.push(...manager.take());
  return heard;
};
const signs = () => listen().filter((message) => message === 'WATCHDOG=1').length;
/** Longer than the start of a bridge on a busy machine. */
const soon = { timeout: 20_000, interval: 20 };

const missing = hasLibsystemd() ? '' : ' (skipped: no libsystemd.so.0 on this machine)';

test.skipIf(missing !== '')(
  `ready once, alive again and again, and the end is told${missing}`,
  { timeout: 60_000 },
  async () => {
    await expect.poll(listen, soon).toContain('READY=1');
    expect(heard[0]).toBe('READY=1');
    await expect.poll(signs, soon).toBeGreaterThanOrEqual(3);
    bridge.kill('SIGTERM');
    await once(bridge, 'exit');
    expect(listen().at(-1)).toBe('STOPPING=1');
    expect(heard.filter((message) => message === 'READY=1')).toHaveLength(1);
  },
);

function hasLibsystemd(): boolean {
  const folders = ['/lib/x86_64-linux-gnu', '/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
  return folders.some((lib) => existsSync(join(lib, 'libsystemd.so.0')));
}
