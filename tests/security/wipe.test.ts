/**
 * However a visit ends (by touch, by stillness, by the next person's card, by the death of the bridge), nothing of the
 * person is on the screen within a second, and nothing is left anywhere in the page. The canaries are what the page is
 * given of a person, their name and number as the bridge masks them, the number that they wait with, and what officers,
 * helpers and whoever looks after the terminal type; each is found first where it has to be during the visit. No service
 * asks for a signature yet: the pad and its strokes are in no visit.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openProfile } from '../support/browser.ts';
import { heapStrings } from '../support/heap.ts';
import { TestStack } from '../support/stack.ts';
import { Visitor } from '../support/visitor.ts';

/** What the page is given of a name and a number: the bridge hides the rest. */
const CANARY = {
  wang: ['王*华', '370702********0025'],
  chen: ['陈*芬', '370702********0043'],
  he: ['何*', '370702********0021'],
  zhao: ['赵*', '370702********0066'],
} as const;
const PIN = '246810';
const HELPERS_PIN = '86421357';
const DIAGNOSTICS_PIN = '97531864';
const CANARIES = [...Object.values(CANARY).flat(), PIN, HELPERS_PIN, DIAGNOSTICS_PIN];
const WITHIN_MS = 1_000;
/** Stillness of the consent screen before the question, and its countdown. */
const STILL_S = 120;
const COUNTDOWN_S = 25;

const Health = z.object({
  serving: z.boolean(),
  devices: z.object({ idCardReader: z.object({ status: z.string() }) }),
});

let stack: TestStack;
let profile: string;
let browser: BrowserContext;
let page: Page;
let devtools: CDPSession;
let visitor: Visitor;
let said: string[];
/** The number that the person of this test waits with. */
let number: string | null;

beforeAll(async () => {
  profile = mkdtempSync(join(tmpdir(), 'anban-wipe-'));
  [stack, browser] = await Promise.all([TestStack.start(), openProfile(profile)]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await stack?.close();
  rmSync(profile, { recursive: true, force: true });
});

beforeEach(async () => {
  await stack.panel.reset();
  page = await browser.newPage();
  said = [];
  number = null;
  page.on('console', (message) => said.push(message.text()));
  devtools = await browser.newCDPSession(page);
  visitor = new Visitor(page);
}, 60_000);

afterEach(() => page.close());

const found = (text: string) =>
  [...CANARIES, ...(number === null ? [] : [number])].filter((canary) => text.includes(canary));

const dom = () =>
  page.evaluate(() => {
    const values = [...document.querySelectorAll('input')].map(({ value }) => value);
    return [document.documentElement.outerHTML, document.title, ...values].join('\n');
  });

/** Everything that a page can write down, with its names and values. */
const kept = () =>
  page.evaluate(async () =>
    JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      cookie: document.cookie,
      history: history.state,
      window: Object.keys(window).flatMap((name) => {
        const value: unknown = Reflect.get(window, name);
        return typeof value === 'string' ? [value] : [];
      }),
    }),
  );

/** During the visit the canaries are where they have to be, so that the search afterwards cannot pass by not looking. */
async function controls(canaries: readonly string[]): Promise<void> {
  expect(found(await dom())).toEqual(canaries);
  expect(found(await heapStrings(devtools))).toEqual(canaries);
  expect(await serving()).toBe(true);
}

const health = async () => Health.parse(await (await fetch(`${stack.kioskUrl}/health`)).json());
const serving = async () => (await health()).serving;

/** Lifted, and seen to be: the reader looks a few times a second. */
async function lift(): Promise<void> {
  await stack.panel.lift();
  await expect.poll(async () => (await health()).devices.idCardReader.status).toBe('ready');
}

/** Milliseconds from the end until `screen` is seen without a canary. */
async function timeTo(screen: string, end: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await end();
  await visitor.sees(screen);
  const took = performance.now() - from;
  expect(found(await dom())).toEqual([]);
  return took;
}

/** Milliseconds from the end until nothing of the person is on the screen. */
async function timeToBlank(canaries: readonly string[], end: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  const ended = end();
  // Between two pages there is nothing to ask: until the next one answers, the last one may still be seen.
  const shown = () => dom().catch(() => canaries.join());
  const left = async () => found(await shown()).filter((canary) => canaries.includes(canary));
  await expect.poll(left, { interval: 20, timeout: 5_000 }).toEqual([]);
  const took = performance.now() - from;
  await ended;
  return took;
}

async function nothingIsLeft(): Promise<void> {
  expect(found(await dom())).toEqual([]);
  expect(found(await kept())).toEqual([]);
  const { entries } = await devtools.send('Page.getNavigationHistory');
  expect(found(JSON.stringify(entries))).toEqual([]);
  expect(found(page.url())).toEqual([]);
  expect(found(JSON.stringify(await browser.cookies()))).toEqual([]);
  expect(found(said.join('\n'))).toEqual([]);
  expect(found(await heapStrings(devtools))).toEqual([]);
}

async function toConsent(person: string): Promise<void> {
  await stack.panel.lay(person);
  await visitor.sees('consent');
}

/** Its dots show that a PIN was taken; the form has the digits in its own memory until they are sent, and nowhere else. */
async function types(pin: string): Promise<void> {
  const field = page.getByLabel('PIN 码', { exact: true });
  await field.fill(pin);
  expect(await field.inputValue()).toBe('•'.repeat(pin.length));
  expect(found(await dom())).not.toContain(pin);
  expect(found(await heapStrings(devtools))).toContain(pin);
}

describe('a visit that ends', () => {
  it('by a touch, after officers have typed: name, number and PIN are gone', async () => {
    await visitor.arrive(stack.kioskUrl);
    await toConsent('wang-jianhua');
    await controls(CANARY.wang);
    await visitor.touches('不使用人脸');
    await visitor.touches('我是工作人员');
    await visitor.sees('officer');
    await types(PIN);
    await lift();
    const took = await timeTo('attract', () => visitor.touches('结束办理'));
    expect(took).toBeLessThan(WITHIN_MS);
    await nothingIsLeft();
    expect(await serving()).toBe(false);
  });

  it('by a touch, after it has come to a number: the number is gone too', async () => {
    await stack.panel.stand('zhao-min');
    await visitor.arrive(stack.kioskUrl);
    await toConsent('zhao-min');
    await controls(CANARY.zhao);
    await visitor.touches('同意，使用人脸核对');
    const ticket = await visitor.sees('ticket');
    number = (await ticket.locator('.ticket-number').textContent()) ?? '';
    expect(number).toMatch(/^[A-Z]\d{3}$/);
    expect(found(await dom())).toContain(number);
    expect(found(await heapStrings(devtools))).toContain(number);
    await lift();
    expect(await timeTo('attract', () => visitor.touches('完成'))).toBeLessThan(WITHIN_MS);
    await nothingIsLeft();
  });

  it("by a touch, with a helper's sign-in lying above it: their PIN is gone", async () => {
    await visitor.arrive(stack.kioskUrl);
    await toConsent('wang-jianhua');
    await visitor.touches('呼叫工作人员');
    await visitor.touches('工作人员协助');
    await types(HELPERS_PIN);
    await lift();
    await visitor.touches('返回');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // Not timed: a hand rests between two touches.
    await visitor.touches('结束办理');
    await visitor.sees('attract');
    await nothingIsLeft();
  });

  it('by stillness', async () => {
    await page.clock.install();
    await visitor.arrive(stack.kioskUrl);
    await toConsent('wang-jianhua');
    await controls(CANARY.wang);
    await lift();
    await page.clock.runFor(STILL_S * 1_000);
    await visitor.reads('您还在吗');
    // The end is its last second: how long a machine takes to count the others is its own affair.
    await page.clock.runFor((COUNTDOWN_S - 1) * 1_000);
    const took = await timeTo('attract', () => page.clock.runFor(1_000));
    expect(took).toBeLessThan(WITHIN_MS);
    await nothingIsLeft();
    expect(await serving()).toBe(false);
  });

  it("by the next person's card: the one before is gone, and theirs is read", async () => {
    await visitor.arrive(stack.kioskUrl);
    await stack.panel.lay('he-jing');
    await visitor.sees('notOnRoster');
    await controls(CANARY.he);
    await lift();
    expect(await timeToBlank(CANARY.he, () => stack.panel.lay('chen-shufen'))).toBeLessThan(WITHIN_MS);
    await visitor.sees('consent');
    await controls(CANARY.chen);
    await lift();
    await visitor.touches('结束办理');
    await visitor.sees('attract');
    await nothingIsLeft();
  });

  it('by a reload in the middle: the bridge has ended it', async () => {
    await visitor.arrive(stack.kioskUrl);
    await toConsent('chen-shufen');
    await controls(CANARY.chen);
    await lift();
    expect(await timeToBlank(CANARY.chen, () => page.reload())).toBeLessThan(WITHIN_MS);
    // How long the next page takes to invite the next person is no matter of the wipe.
    await visitor.sees('attract');
    await expect.poll(serving).toBe(false);
    await nothingIsLeft();
  });

  it('by the death of the bridge: out of service at once, with nothing left, and a fresh page after it', async () => {
    await visitor.arrive(stack.kioskUrl);
    await toConsent('chen-shufen');
    await controls(CANARY.chen);
    // From its death on: how long a process takes to be killed is the machine's affair.
    await stack.kill('bridge');
    expect(await timeTo('outOfService', async () => {})).toBeLessThan(WITHIN_MS);
    await nothingIsLeft();
    await stack.panel.lift();
    await stack.restart('bridge');
    await visitor.sees('attract');
    await nothingIsLeft();
  });
});

it('of whoever leaves the diagnostics no PIN is left, though the page goes on', async () => {
  await visitor.arrive(stack.kioskUrl);
  await visitor.touches('呼叫工作人员');
  await visitor.touches('终端诊断（工作人员）');
  await visitor.sees('diagnostics');
  await types(DIAGNOSTICS_PIN);
  expect(await timeTo('attract', () => visitor.touches('退出诊断'))).toBeLessThan(WITHIN_MS);
  await nothingIsLeft();
});
