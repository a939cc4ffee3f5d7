/** A studio's recordings outlive updates: they lie with the terminal's data, and win over what came with the page. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { recordedVoice } from './recorded-voice.ts';

const Port = z.object({ port: z.int() });
let folder: string;
let server: Server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anban-recorded-'));
  put('page/voice/manifest.json', '{"clips":{"zh":{"hello":"hello.opus","bye":"bye.opus"}}}');
  put('page/voice/zh/hello.opus', 'made');
  put('page/voice/zh/bye.opus', 'made');
  const app = express();
  app.use('/voice', recordedVoice(join(folder, 'recorded'), join(folder, 'page')));
  app.use(express.static(join(folder, 'page')));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${Port.parse(server.address()).port}/voice/${path}`);
  return response.ok ? response.text() : response.status;
};

test('without recordings the list is that of the page', async () => {
  expect(await get('manifest.json')).toBe('{"clips":{"zh":{"hello":"hello.opus","bye":"bye.opus"}}}');
  expect(await get('zh/hello.opus')).toBe('made');
});

test('a recording is named and served first; all others are as they were', async () => {
  put('recorded/zh/hello.wav', 'spoken');
  put('recorded/zh/bye.opus', 'spoken');
  put('recorded/bo/hello.opus', 'spoken');
  const manifest = '{"clips":{"zh":{"hello":"hello.wav","bye":"bye.opus"},"bo":{"hello":"hello.opus"}}}';
  expect(await get('manifest.json')).toBe(manifest);
  expect(await get('zh/hello.wav')).toBe('spoken');
  expect(await get('zh/bye.opus')).toBe('spoken');
  expect(await get('zh/hello.opus')).toBe('made');
});

test('nothing but sound is served from there', async () => {
  put('recorded/zh/notes.txt', 'private');
  put('secret', 'private');
  expect(await get('zh/notes.txt')).toBe(404);
  expect(await get('..%2fsecret')).not.toBe('private');
});
