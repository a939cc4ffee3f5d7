/**
 * After a visit nothing of the person is left: not in the page (DOM, storage, address, console, heap), not in any log,
 * not on any disk; and no picture of a face ever leaves the terminal. Each search first finds what it looks for during
 * the visit (its positive control), so that it cannot pass by not looking.
 */
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';
import { openProfile } from '../support/browser.ts';
import { heapStrings } from '../support/heap.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

/** One is identified by face, the other by two officers. */
const NAMES = ['王建华', '李秀英'];
const NUMBERS = ['370702196803120025', '370702197108250025'];
/** What the page itself was given. */
const MASKED = ['王*华', '李*英', '370702********0025', '370702********0025'];
const [MASKED_NUMBER] = MASKED.slice(2);
const PINS = SAMPLE_OFFICERS.map(({ pin }) => pin);
const PERSONAL = [...NAMES, ...NUMBERS, ...MASKED, ...PINS];
/** As bytes: text as logs, cards (UTF-16LE) and printers (GB18030) have it, and as it stands in JSON of bytes. */
const TEXT_BYTES = [...NAMES, ...NUMBERS, ...PINS].flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  iconv.encode(text, 'gb18030'),
  Buffer.from(Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, '').slice(0, -1)),
]);
/** The portrait as it lies on the card (WLT, 102×126) and as the decoder gives it (BMP of 38 862 bytes). */
const PORTRAIT_HEADS = [Buffer.from('574c66007e003200', 'hex'), Buffer.from('424dce970000', 'hex')];

let stack: TestStack;
let profile: string;
let browser: BrowserContext;
const consoleLines: string[] = [];
/** Found during the visit. */
const control = { dom: [] as string[], heap: [] as string[] };
let after: { dom: string[]; heap: string[]; storage: string; url: string };
/** The first bytes of a picture as the camera sends it. */
let jpegHead: Buffer;

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'anban-profile-'));
  [stack, browser] = await Promise.all([TestStack.start(), openProfile(profile)]);
  const page = await browser.newPage();
  page.on('console', (message) => consoleLines.push(message.text()));
  const devtools = await browser.newCDPSession(page);
  const visitor = new Visitor(page);
  await visitor.arrive(stack.kioskUrl);
  await byFace(visitor, devtools);
  await byOfficers(visitor);
  after = {
    dom: found(await dom(page)),
    heap: found(await heapStrings(devtools)),
    storage: await storage(page),
    url: page.url(),
  };
  await browser.close();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
});

async function byFace(visitor: Visitor, devtools: CDPSession): Promise<void> {
  await stack.panel.stand('wang-jianhua');
  await stack.panel.lay('wang-jianhua');
  await visitor.sees('consent');
  control.dom = found(await dom(visitor.page));
  control.heap = found(await heapStrings(devtools));
  jpegHead = await firstFrame();
  await visitor.touches('同意，使用人脸核对');
  await visitor.sees('ticket');
  await stack.panel.lift();
  await visitor.touches('完成');
  await visitor.sees('attract');
}

async function byOfficers(visitor: Visitor): Promise<void> {
  await stack.panel.lay('li-xiuying');
  await visitor.touches('不使用人脸');
  await visitor.isCheckedByOfficers();
  await visitor.sees('ticket');
  await stack.panel.lift();
  await visitor.touches('完成');
  await visitor.sees('attract');
}

describe('after the wipe the page holds nothing of the person', () => {
  it('in what it shows, its title or its address', () => {
    expect(control.dom).toContain(MASKED_NUMBER);
    expect(after.dom).toEqual([]);
    expect(found(after.url)).toEqual([]);
  });

  it('in its memory', () => {
    expect(control.heap).toContain(MASKED_NUMBER);
    expect(after.heap).toEqual([]);
  });

  it('in storage, databases, caches or readable cookies', () => {
    expect(after.storage).toBe('{"local":0,"session":0,"databases":0,"caches":0,"cookie":""}');
  });

  it('on the console', () => {
    expect(found(consoleLines.join('\n'))).toEqual([]);
  });
});

describe('outside the page', () => {
  it('no log holds a name or a number', () => {
    expect(stack.log).toContain('"event":');
    expect(found(stack.log)).toEqual([]);
  });

  it('no file of the terminal, the devices, the centre or the browser holds a name, a number, a PIN or a picture', () => {
    const files = [...everyFile(stack.options.dataDir), ...everyFile(profile)];
    // The database's own files are among them, and the browser's.
    expect(files.map(({ path }) => path).join('\n')).toMatch(/pg_wal[\s\S]*Preferences/);
    const guilty = files.filter(({ bytes }) => holds(bytes, [...TEXT_BYTES, ...PORTRAIT_HEADS, jpegHead]));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('what goes to the centre holds no name, no number, no PIN and no picture', () => {
    const sent = Buffer.concat(stack.wire.sent);
    expect(sent.includes('/v1/check-ins')).toBe(true);
    expect(holds(sent, [...TEXT_BYTES, ...PORTRAIT_HEADS, jpegHead])).toBe(false);
    expect(/"(image|photo|template|descriptor|frame|jpeg)"/i.test(sent.toString('latin1'))).toBe(false);
  });
});

const found = (text: string) => PERSONAL.filter((needle) => text.includes(needle));
const holds = (bytes: Buffer, needles: readonly Buffer[]) => needles.some((needle) => bytes.includes(needle));

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
