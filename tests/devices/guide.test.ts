/** The worked example of docs/devices.md is a driver that runs: taken from the page as it stands there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, ManualClock } from '@anban/foundation/clock';
import { afterAll, expect, it } from 'vitest';
import type { DocumentReader } from '../../terminal-bridge/devices/document-reader.ts';
import { FirstDocument } from '../../terminal-bridge/devices/first-document.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = join(ROOT, 'docs/devices.md');
/** Beside this file, so that its imports find what they name. */
const folder = mkdtempSync(join(fileURLToPath(new URL('..', import.meta.url)), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Example {
  readonly lineReader: (
    open: (signal: AbortSignal) => Promise<AsyncIterable<string> | null>,
    parts: { readonly clock: Clock },
  ) => DocumentReader;
}
const isExample = (module: unknown): module is Example =>
  typeof module === 'object' && module !== null && 'lineReader' in module;

/** The page's code in this language, as a file. */
function shown(language: 'ts' | 'typescript', name: string): string {
  const [, code = ''] = new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readFileSync(PAGE, 'utf8')) ?? [];
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}

async function example(): Promise<Example> {
  const file = shown('ts', 'line-reader.ts');
  const module: unknown = await import(file);
  if (!isExample(module)) throw new Error('the guide shows no lineReader');
  return module;
}

/** A line that says `words` each time it is opened, and then nothing until it is unplugged or let go. */
function cable(...words: string[]) {
  let unplug: () => void = () => undefined;
  async function* lines(signal: AbortSignal) {
    yield* words;
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    unplug = resolve;
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
  }
  return { open: async (signal: AbortSignal) => lines(signal), unplug: () => unplug() };
}
const CARD = 'resident-card 370702196803120025 王建华';

it('reads a document, passes over noise, says when it is unplugged, and comes back by itself', async () => {
  const { lineReader } = await example();
  const clock = new ManualClock();
  const line = cable('noise', CARD);
  const reader = lineReader(line.open, { clock });
  const whole = { ok: true, value: { kind: 'resident-card', name: '王建华' } };
  expect(await new FirstDocument([reader]).read(new AbortController().signal)).toMatchObject(whole);
  const lost = new Promise((resolve) => reader.onStatus(resolve));
  line.unplug();
  expect(await lost).toEqual({ status: 'reconnecting', reason: 'readerUnplugged' });
  const again = reader.read(new AbortController().signal);
  await clock.advance(1000);
  expect(await again).toMatchObject(whole);
  expect(reader.status).toEqual({ status: 'ready' });
  expect(await reader.read(AbortSignal.abort())).toEqual({ ok: false, fault: 'cardTimeout' });
  await reader.close();
});

// Bug: it waited for a next line, which need never come, and whoever waited for a document waited for ever.
it('closes while the line is silent, and leaves nobody waiting', async () => {
  const { lineReader } = await example();
  const reader = lineReader(cable().open, { clock: new ManualClock() });
  const read = reader.read(new AbortController().signal);
  await reader.close();
  expect(await read).toEqual({ ok: false, fault: 'cardTimeout' });
});

// Bug: it was "ready" before its line was open: without a device ready and reconnecting took turns, twice a second.
it('without a device it is never ready, and says so once', async () => {
  const { lineReader } = await example();
  const clock = new ManualClock();
  const reader = lineReader(async () => null, { clock });
  const told: string[] = [];
  reader.onStatus(({ status }) => told.push(status));
  await clock.advance(5_000);
  expect(told).toEqual(['reconnecting']);
  expect(await reader.check?.(new AbortController().signal)).toBe('readerUnplugged');
  await reader.close();
});

// Bug: a document that nobody waited for was dropped, so that laying it down began no visit.
it('a document that nobody waits for is there for the visit that it begins, and then no more', async () => {
  const { lineReader } = await example();
  const clock = new ManualClock();
  const reader = lineReader(cable(CARD).open, { clock });
  await clock.advance(1);
  expect(reader.status).toEqual({ status: 'card-present' });
  expect(await reader.read(new AbortController().signal)).toMatchObject({ ok: true, value: { name: '王建华' } });
  expect(reader.status).toEqual({ status: 'ready' });
  await reader.close();
  const forgotten = lineReader(cable(CARD).open, { clock });
  await clock.advance(10_000);
  expect(forgotten.status).toEqual({ status: 'ready' });
  await forgotten.close();
});

it('its code is as the project writes code', () => {
  const files = [shown('ts', 'line-reader.ts'), shown('typescript', 'create.ts')];
  const checked = spawnSync('node_modules/.bin/biome', ['check', ...files], { cwd: ROOT, encoding: 'utf8' });
  expect(checked.status, checked.stderr).toBe(0);
});
