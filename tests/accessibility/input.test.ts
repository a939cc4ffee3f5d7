/** Everything that is touched, typed and drawn, in a real browser with real touches, behind the bridge's own headers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@anban/foundation/clock';
import { Emitter } from '@anban/foundation/emitter';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DOUBLE_TAP_MS } from '../../kiosk/input/press-gate.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { Access } from '../../terminal-bridge/gateway/access.ts';
import { createPage } from '../../terminal-bridge/gateway/page.ts';
import { Preview } from '../../terminal-bridge/gateway/preview.ts';
import { openBrowser, openPage } from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MM = 4.0306;
const FINGER_MM = 6;

let folder: string;
let server: Server;
let url: string;
let browser: Browser;
let page: Page;
let touch: CDPSession;
let lines: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anban-input-'));
  await build({
    root: fileURLToPath(new URL('input-page', import.meta.url)),
    configFile: `${ROOT}kiosk/vite.config.ts`,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  });
  let access = new Access(0);
  const preview = new Preview(new Emitter(), systemClock);
  const parts = { kioskDir: folder, preview, health: () => ({}), report: () => ({}) };
  server = createServer(createPage({ ...parts, access: () => access }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  access = new Access(address.port);
  url = `http://127.0.0.1:${address.port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  const opened = await openPage(browser);
  page = opened.page;
  lines = opened.console;
  touch = await page.context().newCDPSession(page);
});
afterEach(async () => {
  await page.context().close();
  // A page without an icon, and a test that looks at pixels more often than the page would.
  expect(lines.filter((line) => !/status of 404|getImageData/.test(line))).toEqual([]);
});

const show = (what: string) => page.goto(`${url}/?show=${what}`);
const said = (name: string) => page.getByTestId(name).textContent();
const button = (name: string) => page.getByRole('button', { name, exact: true });

interface Place {
  readonly x: number;
  readonly y: number;
  /** Of the contact, mm. */
  readonly radius?: number;
  readonly id?: number;
}
const contacts = (...places: Place[]) =>
  places.map(({ x, y, radius = FINGER_MM, id = 0 }) => ({ x, y, id, radiusX: radius * MM, radiusY: radius * MM }));
const down = (...places: Place[]) =>
  touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: contacts(...places) });
const move = (...places: Place[]) =>
  touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: contacts(...places) });
const lift = () => touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

async function middle(of: Locator): Promise<Place> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('nothing to touch');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
/** As long as a hand needs for a second touch that is meant: the page measures by the times of the touches themselves. */
const rest = () => page.waitForTimeout(DOUBLE_TAP_MS + 20);
async function tap(of: Locator, radius = FINGER_MM): Promise<void> {
  await down({ ...(await middle(of)), radius });
  await lift();
}

describe('a press', () => {
  it('fires when the finger lifts, even if it has slid far within the button', async () => {
    await show('presses');
    const { x, y } = await middle(button('甲'));
    await down({ x: x - 100, y });
    await move({ x: x + 100, y: y + 8 });
    expect(await said('presses')).toBe('0 0');
    await lift();
    expect(await said('presses')).toBe('1 0');
  });

  it('fires after a long rest too: a slow hand is no long press', async () => {
    await show('presses');
    await down(await middle(button('甲')));
    // Longer than the browser's own long press, which no clock of ours can move on.
    await page.waitForTimeout(900);
    await lift();
    await expect.poll(() => said('presses')).toBe('1 0');
  });

  it('that slides off to another button presses neither', async () => {
    await show('presses');
    await down(await middle(button('甲')));
    await move(await middle(button('乙')));
    await lift();
    expect(await said('presses')).toBe('0 0');
  });

  it('by a palm or by a hand of three contacts does nothing', async () => {
    await show('presses');
    await tap(button('甲'), 20);
    const { x, y } = await middle(button('甲'));
    await down({ x, y, id: 0 }, { x: x - 90, y, id: 1 }, { x: x + 90, y, id: 2 });
    await lift();
    expect(await said('presses')).toBe('0 0');
    await tap(button('甲'));
    expect(await said('presses')).toBe('1 0');
  });

  it('that is doubled goes one screen on, not two', async () => {
    await show('screens');
    const touchPoints = contacts(await middle(button('下一步')));
    // With times of its own, so that a busy machine does not make two taps of a double tap.
    const began = Date.now() / 1000 - 1;
    for (const ms of [0, 200]) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints, timestamp: began + ms / 1000 });
      await touch.send('Input.dispatchTouchEvent', {
        type: 'touchEnd',
        touchPoints: [],
        timestamp: began + (ms + 60) / 1000,
      });
    }
    expect(await said('screen')).toBe('2');
    await rest();
    await tap(button('下一步'));
    await expect.poll(() => said('screen')).toBe('3');
  });

  it('by Enter, Space, a mouse or assistive technology works', async () => {
    await show('presses');
    await button('甲').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await said('presses')).toBe('2 0');
    await button('乙').click();
    await button('乙').evaluate((element: HTMLElement) => element.click());
    expect(await said('presses')).toBe('2 2');
  });

  it('by a key that is held is one press, and Tab that is held goes on', async () => {
    await show('presses');
    await button('甲').focus();
    // Down again without having been up: the key repeats.
    for (let times = 0; times < 3; times += 1) await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await said('presses')).toBe('1 0');
    const isAtSecond = () => button('乙').evaluate((element) => element === document.activeElement);
    await page.keyboard.down('Tab');
    expect(await isAtSecond()).toBe(true);
    await page.keyboard.down('Tab');
    await page.keyboard.up('Tab');
    expect(await isAtSecond()).toBe(false);
  });
});

describe('a number', () => {
  it('of an identity card is shown in groups, with an X at its end only, and cleared', async () => {
    await show('identity');
    for (const digit of 'X11010119900307803X') await tap(button(`数字 ${digit}`));
    await expect.poll(() => page.getByLabel('号码').inputValue()).toBe('1101 0119 9003 0780 3X');
    await tap(button('退格'));
    await expect.poll(() => page.getByLabel('号码').inputValue()).toBe('1101 0119 9003 0780 3');
    await tap(button('清空'));
    await expect.poll(() => page.getByLabel('号码').inputValue()).toBe('');
  });

  it('comes from a hardware keyboard too', async () => {
    await show('identity');
    await page.getByLabel('号码').focus();
    await page.keyboard.type('12a34');
    await page.keyboard.press('Backspace');
    expect(await page.getByLabel('号码').inputValue()).toBe('123');
    await page.keyboard.press('Enter');
    expect(await said('entered')).toBe('entered');
  });

  it('that is a PIN is nowhere in the document, typed or touched', async () => {
    await show('pin');
    for (const digit of '90') await tap(button(`数字 ${digit}`));
    await page.getByLabel('号码').focus();
    await page.keyboard.type('8274');
    await expect.poll(() => page.evaluate(() => Reflect.get(globalThis, 'held'))).toBe('908274');
    expect(await page.getByLabel('号码').inputValue()).toBe('••••••');
    const everything = await page.evaluate(() => document.documentElement.outerHTML);
    expect(everything).not.toMatch(/8274|9082/);
  });
});

describe('a text', () => {
  const value = () => page.locator('.text-field-value').textContent();
  const keys = async (letters: string) => {
    for (const letter of letters) await tap(button(`字母 ${letter}`));
  };
  const choose = async (text: string) => {
    const candidate = page.getByRole('button', { name: new RegExp(`^${text}，`) });
    await candidate.waitFor();
    await tap(candidate);
  };

  it('that is a name is typed in pinyin, the surname first', async () => {
    await show('name');
    await page.getByText('请输入拼音').waitFor();
    await keys('shanjianguo');
    await page.locator('.candidate').first().waitFor();
    await expect.poll(() => page.locator('.candidate').first().textContent()).toBe('单');
    await choose('单');
    await choose('建国');
    await expect.poll(value).toBe('单建国');
    await keys('yan');
    await expect.poll(() => page.locator('.candidate').first().textContent()).toBe('燕');
    await tap(button('下一页字词'));
    await choose('䶮');
    await expect.poll(value).toBe('单建国䶮');
    await tap(button('退格'));
    await expect.poll(value).toBe('单建国');
    await rest();
    await tap(button('完成'));
    await expect.poll(() => page.locator('.keyboard').count()).toBe(0);
    expect(await value()).toBe('单建国');
  });

  it('from the card is shown first, can be changed, and comes back', async () => {
    await show('name-from-card');
    expect(await value()).toBe('买买提·吐尔逊');
    await page.getByText('来自您的证件').waitFor();
    expect(await page.locator('.keyboard').count()).toBe(0);
    await button('更改').click();
    await page.getByText('请输入拼音').waitFor();
    await button('退格').click();
    await button('完成').click();
    expect(await value()).toBe('买买提·吐尔');
    await button('撤销更改').click();
    expect(await value()).toBe('买买提·吐尔逊');
    await button('更改').click();
    for (let i = 0; i < 7; i += 1) await button('退格').click();
    await button('完成').click();
    expect(await value(), 'an empty answer is none').toBe('买买提·吐尔逊');
  });

  it('that is an address mixes words by initials, letters and digits, from a hardware keyboard too', async () => {
    await show('address');
    await page.getByText('请输入拼音').waitFor();
    await page.keyboard.type('weifangshi');
    await choose('潍坊市');
    await tap(button('英文'));
    await tap(button('大写'));
    await keys('A');
    await tap(button('数字'));
    await keys('12号');
    await expect.poll(value).toBe('潍坊市A12号');
  });

  it('has keys for fingers, words that are read out, and nothing that axe complains of', async () => {
    await show('name');
    await page.getByText('请输入拼音').waitFor();
    await keys('li');
    await page.locator('.candidate').first().waitFor();
    const small = await page.evaluate((mm) => {
      const boxes = [...document.querySelectorAll('.keyboard button')].map((key) => key.getBoundingClientRect());
      return boxes.filter(({ width, height, right }) => Math.min(width, height) < 15 * mm - 0.5 || right > innerWidth);
    }, MM);
    expect(small).toEqual([]);
    await page.evaluate(`${AXE};0`);
    expect(
      await page.evaluate(`axe.run({ runOnly: ['wcag2a','wcag2aa','wcag2aaa','wcag21a','wcag21aa','wcag22aa'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((n) => n.html).join(' ')))`),
    ).toEqual([]);
  });
});

describe('a signature', () => {
  const write = async (from: Place, steps = 12) => {
    await down(from);
    for (let i = 1; i <= steps; i += 1) {
      await move({ x: from.x + 30 * i, y: from.y + (i % 2 === 0 ? 60 : -60) });
    }
    await lift();
  };
  const corner = async (): Promise<Place> => {
    const box = await page.locator('.signature-box').boundingBox();
    if (box === null) throw new Error('no box');
    return { x: box.x + 60, y: box.y + 120 };
  };
  const inkShown = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return data.some((value) => value > 0);
    });

  it('is handed over as strokes in mm and ms, and as a picture of 150 × 60 mm', async () => {
    await show('signature');
    await page.locator('.signature-box').waitFor();
    const place = await corner();
    await write(place);
    await write({ x: place.x, y: place.y + 20 });
    await button('撤销一笔').click();
    expect(await inkShown()).toBe(true);
    await button('完成').click();
    await expect.poll(() => said('signed'), { timeout: 10_000 }).not.toBe('');
    const signed = JSON.parse((await said('signed')) ?? '');
    expect(signed).toMatchObject({ width: 150, height: 60, type: 'image/png', pixels: [1772, 709] });
    expect(signed.strokes).toHaveLength(1);
    const [first] = signed.strokes[0];
    expect(first).toEqual({
      x: expect.closeTo(60 / MM, 0),
      y: expect.closeTo(120 / MM, 0),
      t: 0,
      pressure: expect.any(Number),
    });
  });

  it('of a dot is none, and a resting palm writes nothing', async () => {
    await show('signature');
    await page.locator('.signature-box').waitFor();
    const place = await corner();
    await down({ ...place, radius: 20 });
    await move({ x: place.x + 200, y: place.y, radius: 20 });
    await lift();
    expect(await inkShown()).toBe(false);
    await write(place, 1);
    await button('完成').click();
    await page.getByText('签名太短').waitFor();
    expect(await said('signed')).toBe('');
    await button('重写').click();
    expect(await inkShown()).toBe(false);
  });

  it('leaves nothing when its screen goes', async () => {
    await show('signature');
    await page.locator('.signature-box').waitFor();
    await write(await corner());
    const canvas = await page.evaluateHandle(() => document.querySelector('canvas'));
    await button('离开').click();
    await page.locator('.signature-box').waitFor({ state: 'detached' });
    await expect.poll(() => canvas.evaluate((element) => element?.width)).toBe(0);
  });

  it('is not asked of those who cannot sign', async () => {
    await show('signature');
    await button('不能签名').click();
    await button('由见证人代签').click();
    await expect.poll(() => said('signed')).toBe('witness');
  });
});
