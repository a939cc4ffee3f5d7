/** Every screen of the kiosk in a real browser: can it be seen, read, touched, and heard? */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureKiosk } from '../../scripts/setup/kiosk.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { complaints } from './complaints.ts';
import { laidOut, SCREENS, shown, turnedBy } from './kiosk-screens.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Width, height and pixels per inch; the first two are the same panel, turned. */
const UPRIGHT = { size: { width: 1080, height: 1920 }, address: '', millimetre: 4.0306 };
const ON_ITS_SIDE = { ...UPRIGHT, size: { width: 1920, height: 1080 } };
const SMALL = { size: { width: 1920, height: 1080 }, address: '?ppi=141', millimetre: 141 / 25.4 };
type Panel = typeof UPRIGHT;

let browser: Browser;
let bridge: FakeBridge;

beforeAll(async () => {
  await ensureKiosk();
  [browser, bridge] = await Promise.all([openBrowser(), FakeBridge.start()]);
});
afterAll(async () => {
  await browser.close();
  await bridge.stop();
});

/** A fresh page with this screen on it, and what the page says on its console. */
async function open(panel: Panel, name: string) {
  bridge.reset();
  const { page, console: lines } = await openPage(browser, panel.size);
  await page.goto(bridge.url + panel.address);
  await shown(page, 'attract');
  await SCREENS[name]?.(page, bridge);
  await shown(page, name.split(' ')[0] ?? '');
  return { page, lines };
}
/** Chooses a language and waits until the whole page is in it. */
async function speak(page: Page, language: '中文' | 'English'): Promise<void> {
  await page.getByRole('button', { name: language }).click();
  await page.locator(`html[lang="${language === 'English' ? 'en' : 'zh-CN'}"]`).waitFor();
}

const shape = (page: Page) =>
  page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    language: document.documentElement.lang,
    focus: document.activeElement?.tagName,
    help: document.querySelector('.bottom button')?.getBoundingClientRect().toJSON(),
    languages: document.querySelector('.languages')?.getBoundingClientRect().toJSON(),
  }));

/** Whether every point of the panel belongs to the dialog, before a ground that lets nothing through. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const dialog = document.querySelector('dialog');
    if (dialog === null) return false;
    const { width, height } = dialog.getBoundingClientRect();
    const { backgroundColor, opacity } = getComputedStyle(dialog);
    return width >= innerWidth && height >= innerHeight && /^rgb\(/.test(backgroundColor) && opacity === '1';
  });

const axe = async (page: Page): Promise<unknown> => {
  await page.evaluate(`${AXE};0`);
  return page.evaluate(
    `axe.run({ runOnly: ['wcag2a','wcag2aa','wcag2aaa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join(' ')))`,
  );
};

/** Of all screens, as they are looked at: the pictures that stand beside each button's words, and the fields. */
const picturesOf = new Map<string, Set<string>>();
const fieldsOn = new Map<string, number>();

async function remember(page: Page, name: string): Promise<void> {
  const seen = await page.evaluate(() => ({
    fields: document.querySelectorAll('input, textarea, select').length,
    buttons: [...document.querySelectorAll('button')].flatMap((button) => {
      const icon = button.querySelector('svg.icon')?.getAttribute('class');
      return icon === null || icon === undefined ? [] : [{ words: button.textContent?.trim() ?? '', icon }];
    }),
  }));
  fieldsOn.set(name, seen.fields);
  for (const { words, icon } of seen.buttons) picturesOf.set(words, new Set([...(picturesOf.get(words) ?? []), icon]));
}

describe.each(Object.keys(SCREENS))('%s', (name) => {
  it('can be read, touched and heard on a 21.5-inch panel, upright and on its side', async () => {
    const { page, lines } = await open(UPRIGHT, name);
    const { headings, language, focus } = await shape(page);
    expect({ headings, language }).toEqual({ headings: 1, language: 'zh-CN' });
    await remember(page, name);
    if (!name.startsWith('officer')) expect(focus, 'is read out from its heading').toBe('H1');
    expect(await complaints(page, UPRIGHT), 'upright, Chinese').toEqual([]);
    expect(await axe(page)).toEqual([]);
    await speak(page, 'English');
    expect((await shape(page)).language).toBe('en');
    expect(await complaints(page, UPRIGHT), 'upright, English').toEqual([]);
    await page.setViewportSize(ON_ITS_SIDE.size);
    await laidOut(page);
    expect(await complaints(page, UPRIGHT), 'on its side, English').toEqual([]);
    await speak(page, '中文');
    expect(await complaints(page, UPRIGHT), 'on its side, Chinese').toEqual([]);
    expect(lines.filter((line) => !/WebSocket|Failed to load resource/.test(line))).toEqual([]);
    await page.context().close();
  });

  it('fits a 15.6-inch panel on its side', async () => {
    const { page } = await open(SMALL, name);
    expect(await complaints(page, SMALL), 'Chinese').toEqual([]);
    await speak(page, 'English');
    expect(await complaints(page, SMALL), 'English').toEqual([]);
    await page.context().close();
  });
});

it('the same words stand beside the same picture on every screen', () => {
  expect(picturesOf.size).toBeGreaterThan(10);
  // Bug: 知道了 had a tick on some screens and a cross on others.
  expect([...picturesOf].filter(([, pictures]) => pictures.size > 1).map(([words]) => words)).toEqual([]);
});

it('no field asks a person for anything, nor twice: only staff type', () => {
  expect(fieldsOn.size).toBe(Object.keys(SCREENS).length);
  const asking = [...fieldsOn].filter(([, fields]) => fields > 0).map(([name]) => name);
  expect(asking.length).toBeGreaterThan(0);
  expect(asking.filter((name) => !/^(officer|diagnostics)/.test(name))).toEqual([]);
});

it.each([UPRIGHT, ON_ITS_SIDE, SMALL])('help and languages are at the same place on every screen', async (panel) => {
  const places = new Set<string>();
  for (const name of ['attract', 'consent', 'face', 'manual', 'officer', 'ticket', 'notOnRoster']) {
    const { page } = await open(panel, name);
    const { help, languages } = await shape(page);
    places.add(JSON.stringify([help, languages]));
    await page.context().close();
  }
  expect([...places]).toHaveLength(1);
});

describe('what lies above a screen', () => {
  it('the question whether somebody is still there hides what is behind it, takes the focus, and can be put off', async () => {
    bridge.reset();
    const { page } = await openPage(browser, UPRIGHT.size);
    await page.clock.install();
    await page.goto(bridge.url);
    await shown(page, 'attract');
    await SCREENS.consent?.(page, bridge);
    const dialog = page.getByRole('dialog');
    for (let i = 0; i < 3; i += 1) {
      await page.clock.runFor(121_000);
      await dialog.getByRole('timer').waitFor();
      expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
      expect(await covered(page)).toBe(true);
      await dialog.getByRole('button', { name: '我还在，继续' }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await page.clock.runFor(121_000);
    expect(await complaints(page, UPRIGHT)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await page.clock.runFor(26_000);
    await shown(page, 'attract');
    await page.context().close();
  });

  it('a call for staff is answered in words, and the visit goes on behind it', async () => {
    const { page } = await open(UPRIGHT, 'consent');
    await page.getByRole('button', { name: '呼叫工作人员' }).click();
    await page.getByRole('heading', { name: '已呼叫工作人员，请稍候' }).waitFor();
    expect(await complaints(page, UPRIGHT)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: '知道了' }).click();
    await shown(page, 'consent');
    await page.context().close();
  });
});

describe('after a visit', () => {
  it('nothing of the person is left in the page, its storage, its address or its title', async () => {
    const { page } = await open(UPRIGHT, 'consent');
    expect(await page.content()).toContain('370702********0021');
    await page.getByRole('button', { name: '结束办理' }).click();
    await shown(page, 'attract');
    await page.getByRole('heading', { name: '请取走您的证件' }).waitFor();
    const left = await page.evaluate(() =>
      JSON.stringify([
        document.documentElement.outerHTML,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
        location.href,
        history.state,
      ]),
    );
    expect(left).not.toMatch(/370702|买|拉/);
    expect(bridge.heard.map(({ name }) => name)).toContain('Visit.End');
    bridge.liftCard();
    await page.getByRole('heading', { name: '请出示您的证件' }).waitFor();
    await page.context().close();
  });

  it('a second tap of a double tap is not for the screen that the first one brought', async () => {
    const { page } = await open(UPRIGHT, 'consent');
    bridge.replies['Visit.MatchFace'] = 'hang';
    await page.getByRole('button', { name: '同意' }).dblclick();
    await shown(page, 'face');
    expect(bridge.heard.filter(({ name }) => name === 'Visit.DeclineFace')).toEqual([]);
    await page.context().close();
  });
});

// Bug: in large letters the first page of four could be agreed to.
it('a consent longer than its place is agreed to once all of it was shown; refusing waits for nothing', async () => {
  const { page } = await open(SMALL, 'consent');
  await page.getByRole('button', { name: '显示与声音' }).click();
  await page.getByRole('button', { name: '长辈模式' }).click();
  await page.getByRole('button', { name: '好了，继续' }).click();
  const agree = page.getByRole('button', { name: /^同意/ });
  const readOn = page.getByRole('button', { name: '看完下一页再同意' });
  let pages = 1;
  for (; pages < 10 && (await readOn.isVisible()); pages += 1) {
    expect(await agree.count()).toBe(0);
    expect(await page.getByRole('button', { name: '不使用人脸' }).isEnabled()).toBe(true);
    const before = await turnedBy(page);
    await readOn.click();
    await expect.poll(() => turnedBy(page)).toBeGreaterThan(before);
    await laidOut(page);
  }
  expect(pages).toBeGreaterThan(2);
  await agree.click();
  await shown(page, 'face');
  await page.context().close();
});

// Bug: the last page of one language, and the same place in the other, passed for all of the other.
it('a consent is read anew, from its first page, in another language', async () => {
  const { page } = await open(SMALL, 'consent');
  await page.getByRole('button', { name: '显示与声音' }).click();
  await page.getByRole('button', { name: '长辈模式' }).click();
  await page.getByRole('button', { name: '好了，继续' }).click();
  const top = () => page.locator('.aside .pane-view').evaluate(({ scrollTop }) => scrollTop);
  await page.getByRole('button', { name: '看完下一页再同意' }).click();
  await expect.poll(top).toBeGreaterThan(0);
  await speak(page, 'English');
  await expect.poll(top).toBe(0);
  expect(await page.getByRole('button', { name: 'Next page, then agree' }).isVisible()).toBe(true);
  await page.context().close();
});
