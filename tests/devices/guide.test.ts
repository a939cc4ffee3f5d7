/** The worked example of docs/devices.md is a driver that runs: taken from the page as it stands there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { DocumentReader } from '../../terminal-bridge/devices/document-reader.ts';
import { FirstDocument } from '../../terminal-bridge/devices/first-document.ts';

const PAGE = fileURLToPath(new URL('../../docs/devices.md', import.meta.url));
/** Beside this file, so that its imports find what they name. */
const folder = mkdtempSync(join(fileURLToPath(new URL('..', import.meta.url)), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Example {
  readonly lineReader: (lines: AsyncIterable<string>) => DocumentReader;
}
const isExample = (module: unknown): module is Example =>
  typeof module === 'object' && module !== null && 'lineReader' in module;

async function example(): Promise<Example> {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
  const file = join(folder, 'line-reader.ts');
  writeFileSync(file, code);
  const module: unknown = await import(file);
  if (!isExample(module)) throw new Error('the guide shows no lineReader');
  return module;
}

it('reads a document, passes over noise, says when it is unplugged, and closes', async () => {
  const { lineReader } = await example();
  const { promise: unplugged, resolve: unplug } = Promise.withResolvers<void>();
  async function* lines() {
    yield 'noise';
    yield 'resident-card 370702196803120025 王建华';
    await unplugged;
  }
  const reader = lineReader(lines());
  const read = await new FirstDocument([reader]).read(new AbortController().signal);
  expect(read).toMatchObject({ ok: true, value: { kind: 'resident-card', name: '王建华' } });
  const lost = new Promise((resolve) => reader.onStatus(resolve));
  unplug();
  expect(await lost).toEqual({ status: 'reconnecting', reason: 'readerUnplugged' });
  expect(await reader.read(AbortSignal.abort())).toEqual({ ok: false, fault: 'cardTimeout' });
  await reader.close();
});
