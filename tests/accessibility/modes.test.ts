/** Choosing how the terminal is seen, heard and worked, in a real browser: does each choice do what it says? */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildKiosk, ROOT } from '../../scripts/setup/kiosk.ts';
import { type Clip, layClips, listClips } from '../../scripts/setup/voice-clips.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { SCREENS, shown } from './kiosk-screens.ts';
import { tone } from './tone.ts';

const DIST = fileURLToPath(new URL('../../kiosk/dist', import.meta.url));

let browser: Browser;
let bridge: FakeBridge;
let clips: readonly Clip[];

beforeAll(async () => {
  await buildKiosk();
  // A short tone as every clip: which clip is asked for is what counts here, and that it really plays.
  const file = join(mkdtempSync(join(tmpdir(), 'anban-voice-')), 'tone.wav');
  writeFileSync(file, tone(0.05));
  clips = (await listClips(ROOT)).map((clip) => ({ ...clip, source: 'recorded', file }));
  layClips(clips, DIST);
  [browser, bridge] = await Promise.all([openBrowser(), FakeBridge.start()]);
});
afterAll(async () => {
  await browser.close();
  await bridge.stop();
});

const html = (page: Page) => page.evaluate(() => ({ ...document.documentElement.dataset }));
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const tile = (page: Page, name: string) => page.locator('.mode', { hasText: name });

/** A fresh page on the attract screen; `plays` tells which clips have begun and which have come to their end. */
async function open(address = '') {
  bridge.reset();
  const { page, console: lines } = await openPage(browser);
  const begun: string[] = [];
  const ended: string[] = [];
  await page.exposeFunction('heard', (what: 'begun' | 'ended', src: string) => {
    const id = /\/voice\/\w+\/(.+)\.\w+$/.exec(src)?.[1] ?? src;
    (what === 'begun' ? begun : ended).push(id);
  });
  await page.addInitScript(WATCH_AUDIO);
  await page.goto(bridge.url + address);
  await shown(page, 'attract');
  return { page, lines, begun, ended };
}

/** Every audio element tells what it plays, and when a clip has been heard to its end. */
const WATCH_AUDIO = `
  const play = HTMLMediaElement.prototype.play;
  const watched = new WeakSet();
  HTMLMediaElement.prototype.play = function () {
    if (!watched.has(this)) {
      watched.add(this);
      this.addEventListener('ended', () => heard('ended', this.src));
      this.addEventListener('error', () => heard('ended', 'broken ' + this.src));
    }
    heard('begun', this.src);
    return play.call(this);
  };
`;

async function settings(page: Page): Promise<void> {
  await press(page, /^(显示与声音|Display and sound)$/);
  await page.getByRole('dialog').getByRole('heading').waitFor();
  await page.locator('.mode').first().waitFor();
}

/** Chooses in the settings, and goes back. */
async function choose(page: Page, ...names: readonly string[]): Promise<void> {
  await settings(page);
  for (const name of names) await tile(page, name).click();
  await press(page, /^(好了，继续|Done, carry on)$/);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

describe('the settings', () => {
  it.each([
    ['长辈模式', { text: 'large' }],
    ['高对比度', { contrast: 'high' }],
    ['按钮放低', { reach: 'low' }],
    ['按键操作', { control: 'switch' }],
  ])('%s is felt at once, says its state in words, and is undone by a second press', async (name, effect) => {
    const { page } = await open();
    const before = await html(page);
    await settings(page);
    await tile(page, name).click();
    expect(await html(page)).toMatchObject(effect);
    expect(await tile(page, name).textContent()).toContain('已打开');
    expect(await tile(page, name).getAttribute('aria-pressed')).toBe('true');
    await tile(page, name).click();
    expect(await html(page)).toEqual(before);
    expect(await tile(page, name).textContent()).toContain('已关闭');
    await page.context().close();
  });

  it('offer at most eight choices, whatever is chosen, and put all back with one press', async () => {
    const { page } = await open();
    await settings(page);
    expect(await page.locator('.mode').count()).toBe(6);
    for (const name of ['语音提示', '长辈模式', '高对比度', '我戴着耳机']) await tile(page, name).click();
    expect(await page.locator('.mode').count()).toBe(8);
    await press(page, '全部恢复原样');
    expect(await page.locator('.mode[aria-pressed="true"]').count()).toBe(0);
    await page.context().close();
  });

  it('are at the same place on every screen, and gone after the visit', async () => {
    const { page } = await open();
    const places = new Set<string>();
    for (const name of ['attract', 'consent', 'notOnRoster']) {
      bridge.reset();
      await page.goto('about:blank');
      await page.goto(bridge.url);
      await shown(page, 'attract');
      await SCREENS[name]?.(page, bridge);
      await shown(page, name);
      const box = await page.getByRole('button', { name: '呼叫工作人员' }).boundingBox();
      places.add(JSON.stringify(box));
      expect(await page.getByRole('button', { name: '显示与声音' }).count(), name).toBe(1);
    }
    expect(places.size).toBe(1);
    await choose(page, '长辈模式', '高对比度');
    expect(await html(page)).toMatchObject({ text: 'large', contrast: 'high' });
    await press(page, '知道了');
    await shown(page, 'attract');
    await page.locator('html[data-text="normal"][data-contrast="normal"]').waitFor();
    await page.context().close();
  });

  it('the large text is one touch away on the first screen, and goes back after a minute of stillness', async () => {
    const { page } = await open();
    await page.clock.install();
    await page.reload();
    await shown(page, 'attract');
    await page.clock.runFor(50_000);
    await press(page, '长辈模式');
    await page.clock.runFor(50_000);
    expect(await html(page)).toMatchObject({ text: 'large' });
    await page.clock.runFor(11_000);
    expect(await html(page)).toMatchObject({ text: 'normal' });
    await page.context().close();
  });
});
