import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const FREE = ['--panel-port', '0', '--camera-port', '0', '--printer-port', '0'];
const Ready = z.strictObject({
  event: z.literal('mocks-ready'),
  panel: z.url(),
  serialPath: z.string(),
  qrScanner: z.string(),
  camera: z.url(),
  printer: z.strictObject({ host: z.string(), port: z.int().positive() }),
  /** Its Node and the program. */
  decoder: z.tuple([z.string(), z.string()]),
  pagePrinter: z.url({ protocol: /^ipp$/ }),
  documentCamera: z.url(),
});

let state: string;
const children: ChildProcessWithoutNullStreams[] = [];

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'anban-mocks-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(state, { recursive: true });
});

function run(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [MAIN, '--state', state, ...args]);
  children.push(child);
  return child;
}

async function ready(child: ChildProcessWithoutNullStreams): Promise<z.infer<typeof Ready>> {
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return Ready.parse(JSON.parse(String(line)));
}

describe('all emulated devices in one process', () => {
  it('says in one line where each is, says nothing else, and ends cleanly', async () => {
    const child = run(...FREE, '--kiosk-url', 'http://127.0.0.1:5870/');
    let complaints = '';
    child.stderr.on('data', (bytes) => {
      complaints += String(bytes);
    });
    const devices = await ready(child);
    expect(devices.serialPath).toBe(join(state, 'id-card-reader'));
    expect(existsSync(devices.serialPath)).toBe(true);
    expect(existsSync(devices.decoder[1])).toBe(true);
    const links = await (await fetch(`${devices.panel}/api/links`)).json();
    expect(links).toEqual({ kiosk: 'http://127.0.0.1:5870/', officer: null, camera: devices.camera });
    expect(await (await fetch(`${devices.panel}/main.ts`)).text()).toContain('import');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(complaints).toBe('');
    expect(existsSync(devices.serialPath)).toBe(false);
  });

  it('ends while somebody watches the panel and the camera', async () => {
    const child = run(...FREE);
    const devices = await ready(child);
    const events = await fetch(`${devices.panel}/api/events`);
    const stream = await fetch(devices.camera);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    await Promise.allSettled([events.body?.cancel(), stream.body?.cancel()]);
  });

  it.each([
    ['--panel-port', 'panel'],
    ['--camera-port', 'camera'],
    ['--printer-port', 'receipt printer'],
  ])('ends with 98 and names the port when %s is in use', async (option, device) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const child = run(...FREE, option, String(port));
    const [complaint] = await once(child.stderr, 'data');
    expect(String(complaint)).toBe(`Port ${port} (${device}) is in use\n`);
    expect(await once(child, 'exit')).toEqual([98, null]);
    other.close();
  });

  it('ends with 2 on wrong usage', async () => {
    const child = run('--panel-port', 'many');
    child.stderr.resume();
    expect(await once(child, 'exit')).toEqual([2, null]);
  });
});
