/** The worked example of docs/devices.md is a driver that runs: taken from the page as it stands there. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, ManualClock } from '@anban/foundation/clock';
import { afterAll, expect, it } from 'vitest';
import type { DocumentReader } from '../../terminal-bridge/devices/document-reader.ts';
import { FirstDocument } from '../../terminal-bridge/devices/first-document.ts';

const PAGE = fileURLToPath(new URL('../../docs/devices.md', import.meta.url));
/** Beside this file, so that its imports find what they name. */
const folder = mkdtempSync(join(fileURLToPath(new URL('..', import.meta.url)), 'guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Example {
  readonly lineReader: (open: (signal: AbortSignal) => AsyncIterable<string>, clock: Clock) => DocumentReader;
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

/** A line that says `words` each time it is opened, and then nothing until it is unplugged or let go. */
function cable(...words: string[]) {
  let unplug: () => void = () => undefined;
  async function* open(signal: AbortSignal) {
    yield* words;
    if (signal.aborted) return;
    const { promise, reject } = Promise.withResolvers<never>();
    unplug = () => reject(new Error('unplugged'));
    signal.addEventListener('abort', () => reject(new Error('let go')), { once: true });
    await promise;
  }
  return { open, unplug: () => unplug() };
}
const CARD = 'resident-card 370702196803120025 王建华';

it('reads a document, passes over noise, says when it is unplugged, and comes back by itself', async () => {
  const { lineReader } = await example();
  const clock = new ManualClock();
  const line = cable('noise', CARD);
  const reader = lineReader(line.open, clock);
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
  const reader = lineReader(cable().open, new ManualClock());
  const read = reader.read(new AbortController().signal);
  await reader.close();
  expect(await read).toEqual({ ok: false, fault: 'cardTimeout' });
});
