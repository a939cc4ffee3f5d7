/**
 * After a visit nothing of the person is left: not in the page (DOM, storage, address, console, heap), not in any log,
 * not on any disk; and no picture of a face ever leaves the terminal. Each search first finds what it looks for during
 * the visit (its positive control), so that it cannot pass by not looking.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const NAME = '王建国';
const NUMBER = '370702196803120017';
/** What the page itself was given of the number. */
const MASKED_NUMBER = '370702********0017';
const PERSONAL = [NAME, NUMBER, MASKED_NUMBER, '王*国'];

let stack: TestStack;
let browser: Browser;
let seen: { page: Page; console: string[] };
/** Found during the visit. */
const control = { dom: [] as string[], heap: [] as string[] };
let after: { dom: string[]; heap: string[]; storage: string };
/** The first bytes of a picture as the camera sends it: what to look for on disks and wires. */
let jpegHead: Buffer;

beforeAll(async () => {
  [stack, browser] = await Promise.all([TestStack.start(), openBrowser()]);
  seen = await openPage(browser);
  const devtools = await seen.page.context().newCDPSession(seen.page);
  const visitor = new Visitor(seen.page);
  await visitor.arrive(stack.kioskUrl);
  await stack.panel.stand('wang-jianguo');
  await stack.panel.lay('wang-jianguo');
  await visitor.sees('consent');
  control.dom = found(await dom(seen.page));
  control.heap = found(await heap(devtools));
  jpegHead = await firstFrame();
  await visitor.touches('同意，使用人脸核对');
  await visitor.sees('ticket');
  await visitor.touches('完成');
  await visitor.sees('attract');
  after = { dom: found(await dom(seen.page)), heap: found(await heap(devtools)), storage: await storage(seen.page) };
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

describe('after the wipe the page holds nothing of the person', () => {
  it('in what it shows, its title or its address', () => {
    expect(control.dom).toContain(MASKED_NUMBER);
    expect(after.dom).toEqual([]);
    expect(found(seen.page.url())).toEqual([]);
  });

  it('in its memory', () => {
    expect(control.heap).toContain(MASKED_NUMBER);
    expect(after.heap).toEqual([]);
  });

  it('in storage, databases, caches or readable cookies', () => {
    expect(after.storage).toBe('{"local":0,"session":0,"databases":0,"caches":0,"cookie":""}');
  });

  it('on the console', () => {
    expect(found(seen.console.join('\n'))).toEqual([]);
  });
});

describe('outside the page', () => {
  it('no log holds a name or a number', () => {
    expect(stack.log).toContain('"event":');
    expect(found(stack.log)).toEqual([]);
  });

  it('no file of the terminal, the devices or the centre holds a name, a number or a picture', () => {
    const files = everyFile(stack.options.dataDir);
    // The database's own files are among them.
    expect(files.map(({ path }) => path).join('\n')).toMatch(/pg_wal/);
    const guilty = files.filter(({ bytes }) => holdsPersonalData(bytes) || bytes.includes(jpegHead));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('what goes to the centre holds no name, no number and no picture', () => {
    const sent = Buffer.concat(stack.wire.sent);
    expect(sent.includes('/v1/check-ins')).toBe(true);
    expect(holdsPersonalData(sent)).toBe(false);
    expect(sent.includes(jpegHead)).toBe(false);
    expect(/"(image|photo|template|descriptor|frame|jpeg)"/i.test(sent.toString('latin1'))).toBe(false);
  });
});

const found = (text: string) => PERSONAL.filter((needle) => text.includes(needle));
const holdsPersonalData = (bytes: Buffer) => [NAME, NUMBER].some((needle) => bytes.includes(needle));

const dom = (page: Page) =>
  page.evaluate(() => {
    const values = [...document.querySelectorAll('input')].map((input) => input.value);
    return [document.documentElement.outerHTML, document.title, ...values].join('\n');
  });

const storage = (page: Page) =>
  page.evaluate(async () =>
    JSON.stringify({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      cookie: document.cookie,
    }),
  );

/** Every string that is reachable in the page, garbage removed first. */
async function heap(devtools: CDPSession): Promise<string> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', collect);
  return chunks.join('');
}

async function firstFrame(): Promise<Buffer> {
  const answer = await fetch(`http://127.0.0.1:${stack.options.ports.camera}/snapshot.jpg`);
  const jpeg = Buffer.from(await answer.arrayBuffer());
  return jpeg.subarray(0, 64);
}

function everyFile(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const about = statSync(path);
    if (about.isDirectory()) return everyFile(path);
    return about.isFile() ? [{ path, bytes: readFileSync(path) }] : [];
  });
}
