/**
 * Order 19 art 8, provably: while a face is compared, portrait and camera pictures stand in the bridge's memory (the
 * positive control); after the visit they stand on no disk, went over no wire, are in no page and nowhere in the memory
 * of the bridge itself, in no buffer that is used and in none that was.
 */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { portraitBmp } from '../../hardware-mocks/people/people.ts';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';
import { mjpegHttpSource } from '../../terminal-bridge/devices/camera/mjpeg-http.ts';
import { openProfile } from '../support/browser.ts';
import { heapStrings } from '../support/heap.ts';
import { countIn, memoryOf } from '../support/process-memory.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

const PERSON = 'wang-jianhua';
const HEADERS = 54;
const ROW = 308;
/**
 * Node reads sockets into one buffer of 64 KB: of the last picture that was read something stays there until the camera is
 * looked at again, as it is every 5 s between visits.
 */
const LET_GO_MS = 8_000;
/** On a busy machine that look comes late. */
const LOOKS_AFTER_VISIT = 4;
/** A comparison on a busy machine takes its time: it ends by itself after the bridge's deadline. */
const LOOKS_MS = 45_000;
/** So many pictures are searched for: the last of the comparison, and the last that the officers saw. */
const PICTURES = 4;
/** So many are looked for in one go. */
const SOME = 20;

interface Found {
  readonly portrait: number;
  readonly compared: number;
  readonly shown: number;
}

let stack: TestStack;
let browser: BrowserContext;
let visitor: Visitor;
const filming = new AbortController();
const profile = mkdtempSync(join(tmpdir(), 'anban-biometrics-'));
/** Part of the portrait as the decoder gives it and as the bridge holds it. */
let portrait: Buffer[];
/** Part of pictures that the camera sent while the face was compared, and while officers compared. */
let compared: Buffer[];
let shown: Buffer[];
let during: Found;
let after: Found | null = null;

beforeAll(async () => {
  [stack, browser] = await Promise.all([TestStack.start(), openProfile(profile)]);
  const row = (await portraitBmp(PERSON)).subarray(HEADERS + 60 * ROW + 120, HEADERS + 60 * ROW + 168);
  portrait = [Buffer.from(row), mirrored(row)];
  visitor = new Visitor(await browser.newPage());
  await visitor.arrive(stack.kioskUrl);
  await stack.panel.lay(PERSON);
  await visitor.sees('consent');
  await visitor.touches('同意，使用人脸核对');
  await visitor.sees('face');
  // Nobody stands there: it goes on looking, and what it saw last is held until the visit ends.
  const film = beside(`http://127.0.0.1:${stack.options.ports.camera}/stream.mjpeg`);
  await visitor.sees('manual', LOOKS_MS);
  // Now: what the officers see takes the place of what was compared, two seconds later.
  const looking = { memory: memoryOf(stack.pid('bridge')), film: [...film()] };
  await visitor.touches('我是工作人员');
  const [first, second] = SAMPLE_OFFICERS;
  await visitor.officerDecides(first.number, first.pin, true);
  await visitor.officerSignsIn(second.number, second.pin);
  await visitor.touches(/^是同一个人/);
  const checking = { memory: memoryOf(stack.pid('bridge')), film: film().slice(looking.film.length) };
  await visitor.touches('本人与证件照片一致');
  await visitor.sees('ticket');
  const last = film().slice(-PICTURES).map(middleOf);
  await stack.panel.lift();
  await visitor.touches('完成');
  await visitor.sees('attract');
  // Searched now: nobody waits for it any more.
  compared = heldOf(looking);
  shown = heldOf(checking);
  during = { portrait: foundIn(checking.memory, portrait), compared: compared.length, shown: shown.length };
  shown.push(...last);
  for (let look = 1; look <= LOOKS_AFTER_VISIT && !isNothing(after); look += 1) {
    await delay(LET_GO_MS);
    const rest = memoryOf(stack.pid('bridge'));
    after = { portrait: foundIn(rest, portrait), compared: foundIn(rest, compared), shown: foundIn(rest, shown) };
  }
}, 240_000);

afterAll(async () => {
  filming.abort();
  await browser?.close();
  await stack?.close();
  rmSync(profile, { recursive: true, force: true });
});

it('during the visit the bridge holds portrait and pictures: the search finds what it looks for', () => {
  expect(during.portrait).toBeGreaterThan(0);
  expect(during.compared).toBeGreaterThan(0);
  expect(during.shown).toBeGreaterThan(0);
});

it("after the visit the bridge's memory holds no portrait and no picture of the camera", () => {
  expect(after).toEqual({ portrait: 0, compared: 0, shown: 0 });
});

it('no file of the terminal, of the centre or of the browser does', () => {
  const files = [...everyFile(stack.options.dataDir), ...everyFile(profile)];
  expect(files.length).toBeGreaterThan(20);
  const needles = [...portrait, ...compared, ...shown];
  expect(files.filter(({ bytes }) => needles.some((one) => bytes.includes(one))).map(({ path }) => path)).toEqual([]);
});

it('nothing that went to the centre does', () => {
  const sent = Buffer.concat(stack.wire.sent);
  expect(sent.includes('/v1/identity-checks')).toBe(true);
  expect([...portrait, ...compared, ...shown].some((one) => sent.includes(one))).toBe(false);
});

it("the page's memory does not", async () => {
  const strings = await heapStrings(await browser.newCDPSession(visitor.page));
  expect(/\/9j\/|data:image|preview\.mjpeg\?|portrait\.bmp\?/.test(strings)).toBe(false);
});

it('and the counter of stored faces says 0, in the health and in the metrics', async () => {
  const health = z.object({ storedFaces: z.number(), serving: z.boolean() });
  expect(health.parse(await (await fetch(`${stack.kioskUrl}/health`)).json())).toMatchObject({
    storedFaces: 0,
    serving: false,
  });
  expect(await (await fetch(`${stack.kioskUrl}/metrics`)).text()).toMatch(/^anban_stored_faces 0$/m);
});

const isNothing = (found: Found | null): boolean =>
  found !== null && found.portrait + found.compared + found.shown === 0;

const foundIn = (memory: readonly Buffer[], needles: readonly Buffer[]): number =>
  countIn(memory, needles).reduce((sum, count) => sum + count, 0);

/**
 * Part of each of the newest pictures that stand in the memory. The camera goes on after the bridge has stopped looking,
 * and a busy bridge misses pictures: which of a film it holds only its memory tells.
 */
function heldOf({ memory, film }: { memory: readonly Buffer[]; film: readonly Uint8Array[] }): Buffer[] {
  const newest = film.map(middleOf).reverse();
  for (let at = 0; at < newest.length; at += SOME) {
    const some = newest.slice(at, at + SOME);
    const counts = countIn(memory, some);
    const held = some.filter((_, index) => counts[index] !== 0);
    if (held.length > 0) return held.slice(0, PICTURES);
  }
  return [];
}

/** 64 bytes of the picture itself: what stands at a JPEG's beginning is the same in all. */
const middleOf = (jpeg: Uint8Array): Buffer => Buffer.from(jpeg.subarray(jpeg.length / 2, jpeg.length / 2 + 64));

/** Looks on beside the bridge: the same pictures, byte for byte. Gives those that came until now. */
function beside(url: string): () => readonly Uint8Array[] {
  const seen: Uint8Array[] = [];
  mjpegHttpSource(url)
    .stream((jpeg) => void seen.push(jpeg), filming.signal)
    // The camera is pulled out in the end.
    .catch(() => {});
  return () => seen;
}

/** BGR to RGB. */
function mirrored(row: Buffer): Buffer {
  const pixels = Buffer.from(row);
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    [pixels[at], pixels[at + 2]] = [row[at + 2] ?? 0, row[at] ?? 0];
  }
  return pixels;
}

function everyFile(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const about = lstatSync(path);
    if (about.isDirectory()) return everyFile(path);
    return about.isFile() ? [{ path, bytes: readFileSync(path) }] : [];
  });
}
