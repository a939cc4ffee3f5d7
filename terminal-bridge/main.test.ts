/** The bridge as a process: what it says and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

let folder: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'anban-main-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  rmSync(folder, { recursive: true });
});

function start(config: object | null) {
  const path = join(folder, 'config.json');
  if (config !== null) writeFileSync(path, JSON.stringify(config));
  const child = spawn(process.execPath, [MAIN, ...(config === null ? [] : ['--config', path])]);
  children.push(child);
  const ended = once(child, 'close').then(([code]) => code);
  return { child, ended, stderr: text(child.stderr) };
}

/** Nothing of it exists but the folders: the terminal starts all the same. */
const lonely = (port: number) => ({
  port,
  kioskDir: folder,
  stateDir: join(folder, 'state'),
  centre: { url: 'http://127.0.0.1:9' },
  idCardReader: { path: join(folder, 'no-reader') },
  portraitDecoder: { kind: 'command', command: [join(folder, 'no-decoder')] },
  camera: { kind: 'mjpeg', url: 'http://127.0.0.1:9/stream' },
  receiptPrinter: { host: '127.0.0.1', port: 9 },
});

test('no device answers, no centre, no impact assessment: it starts, says so, and ends when asked', async () => {
  const { child, ended } = start(lonely(0));
  let said = '';
  for await (const bytes of child.stdout) {
    said += bytes;
    if (said.includes('bridge-ready')) child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
  expect(said).toMatch(/"event":"bridge-ready","port":\d+/);
  expect(said).toMatch(/"event":"matcher-refused","why":"impactAssessmentId is not configured/);
});

test('its port is taken: one line that names it, exit code 98', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { ended, stderr } = start(lonely(port));
  expect(await ended).toBe(98);
  expect(await stderr).toBe(`port ${port} is in use by another program\n`);
  other.close();
});

test('a wrong configuration is told by field, exit code 2', async () => {
  const { ended, stderr } = start({ ...lonely(0), host: '0.0.0.0', surplus: 1 });
  expect(await ended).toBe(2);
  expect(await stderr).toMatch(/"surplus"[\s\S]*at host/);
});

test('no configuration: usage, exit code 2', async () => {
  const { ended, stderr } = start(null);
  expect(await ended).toBe(2);
  expect(await stderr).toMatch(/^usage:/);
});

test('another bridge holds the store: exit code 3', async () => {
  const first = start(lonely(0));
  for await (const bytes of first.child.stdout) if (String(bytes).includes('bridge-ready')) break;
  const second = start(lonely(0));
  expect(await second.ended).toBe(3);
  expect(await second.stderr).toMatch(/is another bridge using this folder/);
});
