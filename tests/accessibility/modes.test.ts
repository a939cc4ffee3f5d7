/** Choosing how the terminal is seen, heard and worked, in a real browser: does each choice do what it says? */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOUBLE_TAP_MS } from '../../kiosk/input/press-gate.ts';
import { ensureKiosk, ROOT } from '../../scripts/setup/kiosk.ts';
import { type Clip, layClips, listClips } from '../../scripts/setup/voice-clips.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { violations } from './axe.ts';
import { SCREENS, shown } from './kiosk-screens.ts';
import { tone } from './tone.ts';

const DIST = fileURLToPath(new URL('../../kiosk/dist', import.meta.url));

let browser: Browser;
let bridge: FakeBridge;
let clips: readonly Clip[];

beforeAll(async () => {
  await ensureKiosk();
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
async function open(address = '', audio: 'real' | 'instant' = 'instant') {
  bridge.reset();
  const { page, console: lines } = await openPage(browser);
  const begun: string[] = [];
  const ended: string[] = [];
  await page.exposeFunction('heard', (what: 'begun' | 'ended', src: string) => {
    const id = /\/voice\/\w+\/(.+)\.\w+$/.exec(src)?.[1] ?? src;
    (what === 'begun' ? begun : ended).push(id);
  });
  await page.addInitScript(audio === 'real' ? WATCH_AUDIO : INSTANT_AUDIO);
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
      // Before the player's own listener, which goes on to the next.
      this.addEventListener('ended', () => heard('ended', this.src), { capture: true });
      this.addEventListener('error', () => heard('ended', 'broken ' + this.src));
    }
    heard('begun', this.src);
    return play.call(this);
  };
`;

/** Every clip is over as soon as it begins: what is said counts, not how long it takes. */
const INSTANT_AUDIO = `
  HTMLMediaElement.prototype.play = function () {
    heard('begun', this.src);
    Promise.resolve().then(() => this.dispatchEvent(new Event('ended')));
    return Promise.resolve();
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
    for (const name of ['语音提示', '长辈模式', '高对比度', '戴着耳机', '按键操作']) await tile(page, name).click();
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

  it('the large text is one touch away on the first screen, and goes back after a minute of stillness and a question', async () => {
    const { page } = await open();
    await page.clock.install();
    await page.reload();
    await shown(page, 'attract');
    await page.clock.runFor(50_000);
    await press(page, '长辈模式');
    await page.clock.runFor(50_000);
    expect(await html(page)).toMatchObject({ text: 'large' });
    await page.clock.runFor(11_000);
    await page.getByRole('timer').waitFor();
    await page.clock.runFor(26_000);
    expect(await html(page)).toMatchObject({ text: 'normal' });
    await page.context().close();
  });
});

/** Which texts of ours stand on the page, and are not the value of something: what a voice has to say. */
const written = (page: Page) =>
  page.evaluate(() => {
    const part = document.querySelector('main');
    if (part === null) return [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      // What comes from a card, the centre or the terminal's configuration has no clip: names, rooms, telephones.
      const isValue = parent?.closest(
        '.holder strong, .digits, .today strong, .office [lang], dd, svg, .unseen, .code, [aria-label]',
      );
      if (text !== '' && !isValue) found.push(text);
    }
    return found;
  });

/** The words of `ids`, in one string without blanks. */
const wordsOf = (ids: readonly string[], language: string) => {
  const texts = new Map(
    clips
      .filter((clip) => clip.language === language)
      .map(({ id, text }) => [id, /^(number|letter)\./.test(id) ? '' : text]),
  );
  return ids.map((id) => texts.get(id) ?? '?').join('');
};
const plain = (text: string) => text.replace(/[^\p{L}]/gu, '');

/** Until nothing more is said. Nothing tells that nothing follows: a while without a new clip has to do. */
async function silence(page: Page, begun: readonly string[]): Promise<void> {
  for (let before = -1; before !== begun.length; ) {
    before = begun.length;
    await page.waitForTimeout(150);
  }
}

describe('the voice', () => {
  it('is off until somebody asks for it', async () => {
    const { page, begun } = await open();
    await SCREENS.consent?.(page, bridge);
    expect(begun).toEqual([]);
    await page.context().close();
  });

  it('really plays, from the title on, when it is chosen, and stops at a touch', async () => {
    const { page, begun, ended, lines } = await open('', 'real');
    await settings(page);
    await tile(page, '语音提示').click();
    await expect.poll(() => begun).toContain('modes.voiceAloud');
    await press(page, '好了，继续');
    await expect.poll(() => ended, { timeout: 10_000 }).toContain('common.attractMore');
    const attract = begun.slice(begun.lastIndexOf('common.attractTitle'));
    expect(attract.slice(0, 2)).toEqual(['common.attractTitle', 'common.attractMore']);
    // Played to its end, by the audio element's own word.
    expect(ended).toContain('common.attractTitle');
    expect(ended.filter((id) => id.startsWith('broken'))).toEqual([]);
    await press(page, '再听一遍');
    await expect
      .poll(() => begun.lastIndexOf('common.attractTitle'))
      .toBeGreaterThan(begun.indexOf('common.attractTitle'));
    await page.mouse.move(5, 5);
    await page.mouse.down();
    const said = begun.length;
    // Real clips really play: the next one would have begun in this time.
    await page.waitForTimeout(300);
    expect(begun.length).toBe(said);
    // The fake bridge has no playlist.
    expect(lines.filter((line) => !line.includes('404'))).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['zh', Object.keys(SCREENS)],
    ['en', ['attract', 'consent', 'wrongDay', 'officer', 'ticket']],
  ])(
    'says every text of every screen, and no number of the person (%s)',
    { timeout: 600_000 },
    async (language, names) => {
      const { page, begun } = await open();
      for (const name of names) {
        bridge.reset();
        await page.goto('about:blank');
        await page.goto(bridge.url);
        await shown(page, 'attract');
        if (language === 'en') await press(page, 'English');
        await settings(page);
        await page.locator('.mode').nth(2).click();
        await press(page, /^(好了，继续|Done, carry on)$/);
        await SCREENS[name]?.(page, bridge);
        await shown(page, name.split(' ')[0] ?? '');
        // The end of a visit is the end of its choices: what comes after it begins in silence.
        if ((await page.getByRole('button', { name: /^(再听一遍|Say again)$/ }).count()) === 0)
          await choose(page, language === 'zh' ? '语音提示' : 'Voice');
        await silence(page, begun);
        begun.length = 0;
        await page.evaluate(() => document.dispatchEvent(new Event('anban-repeat')));
        const texts = await written(page);
        await silence(page, begun);
        const said = plain(wordsOf(begun, language));
        expect(begun.length, `${name} is silent`).toBeGreaterThan(0);
        for (const text of texts) expect(said, `${name} says "${text}"`).toContain(plain(text.replace(/\d+/g, '')));
        expect(begun.filter((id) => id.startsWith('number.')).length, `${name}: digits aloud`).toBeLessThan(5);
      }
      await page.context().close();
    },
  );

  it('spells the number in the queue, and the end of a card number only to headphones', async () => {
    const { page, begun } = await open();
    await choose(page, '语音提示');
    begun.length = 0;
    await SCREENS.consent?.(page, bridge);
    await silence(page, begun);
    expect(begun).toContain('checkIn.holder');
    expect(begun.filter((id) => /^(number|letter)\./.test(id))).toEqual([]);
    await choose(page, '戴着耳机');
    await silence(page, begun);
    const digits = begun.slice(begun.lastIndexOf('checkIn.holder')).filter((id) => id.startsWith('number.'));
    expect(digits).toEqual(['number.0', 'number.0', 'number.2', 'number.1']);
    begun.length = 0;
    bridge.replies['Visit.CheckIn'] = {
      answer: { outcome: 'accepted', number: 'A012', room: 'B', printFault: null },
    };
    bridge.replies['Visit.MatchFace'] = { answer: { outcome: 'pass', reason: null } };
    await press(page, /^同意/);
    await shown(page, 'ticket');
    await silence(page, begun);
    expect(begun.join(' ')).toContain('checkIn.number letter.A number.0 number.1 number.2 checkIn.room');
    await page.context().close();
  });

  it('says no key of a PIN, however it is come to, and says the other controls', async () => {
    const { page, begun } = await open();
    await choose(page, '语音提示');
    await SCREENS.officer?.(page, bridge);
    await silence(page, begun);
    const byKey = async (name: string) => {
      begun.length = 0;
      await page.getByRole('button', { name }).focus();
      // The ring, and with it the voice, is for who goes by keys.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await silence(page, begun);
      return begun.filter((id) => /^(number|letter)\./.test(id));
    };
    await page.getByLabel('PIN').focus();
    expect(await byKey('数字 7')).toEqual([]);
    expect(await byKey('数字 2')).toEqual([]);
    expect(await page.getByLabel('PIN').inputValue()).toBe('••');
    // The same way says what is no secret.
    await byKey('显示与声音');
    expect(begun.length).toBeGreaterThan(0);
    await page.context().close();
  });

  it('counts down aloud at the beginning and at ten seconds', async () => {
    const { page, begun } = await open();
    await choose(page, '语音提示');
    await page.clock.install();
    await SCREENS.consent?.(page, bridge);
    begun.length = 0;
    await page.clock.runFor(120_500);
    await page.getByRole('timer').waitFor();
    await expect
      .poll(() => begun.join(' '), { timeout: 5_000 })
      .toEqual(
        expect.stringMatching(
          /common\.idleTitle common\.idleMore\.1 number\.20 number\.\d common\.idleMore\.2 common\.idleStay/,
        ),
      );
    await page.clock.runFor(18_000);
    await expect.poll(() => begun.join(' '), { timeout: 5_000 }).toContain('common.idleMore.1 number.10');
    expect(
      begun.filter((id) => id === 'common.idleMore.1'),
      'not every second',
    ).toHaveLength(2);
    await page.context().close();
  });

  it('is shown as not available where there are no clips', async () => {
    const { page } = await open();
    await page.route('**/voice/manifest.json', (route) => route.fulfill({ status: 404 }));
    await settings(page);
    await page.getByText('这台终端没有语音').waitFor();
    expect(await tile(page, '语音提示').isDisabled()).toBe(true);
    await page.context().close();
  });

  it('leads on behind a drawn curtain: nothing is seen, a touch presses nothing, three in the middle bring it back', async () => {
    const { page } = await open();
    await settings(page);
    await tile(page, '语音提示').click();
    await tile(page, '遮住屏幕').click();
    // From here on by keys: the settings still lie above the screen.
    await page.getByRole('button', { name: '好了，继续' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await html(page)).toMatchObject({ curtain: 'drawn' });
    const dark = await page.screenshot();
    await page.mouse.click(540, 1700);
    await page.mouse.click(540, 1850);
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Keys go on working: the button is there, only unseen.
    await page.getByRole('button', { name: '显示与声音' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect((await page.screenshot()).equals(dark)).toBe(true);
    for (let i = 0; i < 3; i += 1) await page.mouse.click(540, 960);
    await page.locator('html[data-curtain="open"]').waitFor();
    expect((await page.screenshot()).equals(dark)).toBe(false);
    await page.context().close();
  });
});

describe('axe finds nothing', () => {
  it.each([
    ['the voice', ['语音提示']],
    ['headphones', ['语音提示', '戴着耳机']],
    ['switches', ['按键操作']],
  ])('with %s, in the settings and on a screen', async (_, names) => {
    const { page } = await open();
    await settings(page);
    for (const name of names) await tile(page, name).click();
    expect(await violations(page)).toEqual([]);
    await press(page, '好了，继续');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await SCREENS.consent?.(page, bridge);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('behind a drawn curtain', async () => {
    const { page } = await open();
    await settings(page);
    await tile(page, '语音提示').click();
    await tile(page, '遮住屏幕').click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '好了，继续' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await html(page)).toMatchObject({ curtain: 'drawn' });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('staff', () => {
  it('come to the diagnostics by holding the name of the site, and nobody is called', async () => {
    const { page } = await open();
    const box = await page.locator('.site').boundingBox();
    if (box === null) throw new Error('the name of the site is not shown');
    const finger = await page.context().newCDPSession(page);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await shown(page, 'diagnostics');
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await shown(page, 'diagnostics');
    expect(bridge.heard.map(({ name }) => name)).not.toContain('Terminal.CallStaff');
    await page.context().close();
  });
});

/** Where the focus is, and whether its ring can be seen. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    if (element === null) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      inDialog: element.closest('dialog') !== null,
      ring: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
      inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
    };
  });
const controlNames = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('button:not(:disabled)')]
      .filter((button) => button.getClientRects().length > 0)
      .map((button) => button.getAttribute('aria-label') ?? button.textContent?.trim() ?? ''),
  );

describe('by keyboard', () => {
  it.each(['attract', 'consent', 'officer', 'cardProblem'])(
    'every control of "%s" is come to in reading order, with a ring, and coming to it changes nothing',
    async (name) => {
      const { page } = await open();
      await SCREENS[name]?.(page, bridge);
      await shown(page, name);
      bridge.heard.length = 0;
      const before = await written(page);
      const order = await controlNames(page);
      const visited: string[] = [];
      for (let i = 0; i < 2 * order.length + 4; i += 1) {
        await page.keyboard.press('Tab');
        const at = await focus(page);
        if (at === null || !order.includes(at.name)) continue;
        visited.push(at.name);
        expect(at.ring, `the ring of ${at.name}`).toBeGreaterThanOrEqual(3);
        expect(at.inside, at.name).toBe(true);
      }
      // The heading has the focus first, so what lies above it comes in the second round.
      const start = visited.indexOf(order[0] ?? '');
      expect(visited.slice(start, start + order.length)).toEqual(order);
      expect(bridge.heard).toEqual([]);
      expect(await written(page)).toEqual(before);
      await page.context().close();
    },
  );

  it('typing alone sends nothing and goes nowhere: what was typed waits for the button', async () => {
    const { page } = await open();
    await SCREENS.officer?.(page, bridge);
    bridge.heard.length = 0;
    await page.getByLabel('工号').fill('10010001');
    await page.getByLabel('PIN').fill('24681024');
    await shown(page, 'officer');
    expect(bridge.heard).toEqual([]);
    await press(page, '下一步');
    await expect.poll(() => bridge.heard.map(({ name }) => name)).toContain('Visit.OfficerSignIn');
    await page.context().close();
  });

  it('escape leaves the settings, the focus is back where it was, and then it leads to the way out', async () => {
    const { page } = await open();
    await SCREENS.consent?.(page, bridge);
    await page.getByRole('button', { name: '显示与声音' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.mode').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await focus(page))?.name).toBe('显示与声音');
    await page.keyboard.press('Escape');
    expect((await focus(page))?.name).toBe('结束办理');
    await shown(page, 'consent');
    await page.keyboard.press('Enter');
    await shown(page, 'attract');
    await page.context().close();
  });
});

const scanned = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-scanned]')].map(
      (element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
    ),
  );
/** Goes on with the first switch until `name` alone is chosen. */
async function goTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 40; i += 1) {
    const at = await scanned(page);
    if (at.length === 1 && name.test(at[0] ?? '')) return;
    await page.keyboard.press('Space');
  }
  throw new Error(`never came to ${name}`);
}

describe('by switches', () => {
  it('the first press on the first screen begins them where the terminal has some, and nowhere else', async () => {
    const { page } = await open('?next=KeyA&press=KeyB');
    await page.keyboard.press('KeyA');
    await expect.poll(async () => (await html(page)).control).toBe('switch');
    await page.context().close();
    const { page: without } = await open();
    await without.keyboard.press('Space');
    expect((await html(without)).control).toBe('touch');
    await without.context().close();
  });

  it('two are enough to refuse the camera and to type on the pad, row by row', async () => {
    const { page } = await open();
    await choose(page, '按键操作');
    await SCREENS.consent?.(page, bridge);
    await goTo(page, /^不使用人脸/);
    expect((await focus(page))?.ring).toBeGreaterThanOrEqual(3);
    await page.keyboard.press('Enter');
    await shown(page, 'manual');
    await goTo(page, /^我是工作人员/);
    await page.keyboard.press('Enter');
    await shown(page, 'officer');
    // The pad is one stop, then a row, then a key.
    for (let i = 0; i < 20 && (await scanned(page)).length < 12; i += 1) await page.keyboard.press('Space');
    expect(await scanned(page)).toHaveLength(12);
    await page.keyboard.press('Enter');
    const firstRow = ['数字 1', '数字 2', '数字 3'];
    expect(await scanned(page)).toEqual(firstRow);
    for (const key of ['Space', 'Enter', 'Space']) await page.keyboard.press(key);
    expect(await scanned(page)).toEqual(['数字 5']);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('工号').inputValue()).toBe('5');
    expect(await scanned(page), 'the rows begin again after a key').toEqual(firstRow);
    await page.context().close();
  });

  it('a dialog is gone round in, and left to where it was opened', async () => {
    const { page } = await open();
    await choose(page, '按键操作');
    await goTo(page, /^显示与声音$/);
    await page.keyboard.press('Enter');
    await page.locator('.mode').first().waitFor();
    const seen = new Set<string>();
    for (let i = 0; i < 14; i += 1) {
      await page.keyboard.press('Space');
      expect((await focus(page))?.inDialog).toBe(true);
      seen.add((await scanned(page)).join());
    }
    expect(seen.size).toBe(await page.locator('dialog button:not(:disabled)').count());
    await goTo(page, /^好了/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(async () => (await focus(page))?.name).toBe('显示与声音');
    await page.context().close();
  });

  it('with one, the terminal goes on by itself at the speed that was chosen; which keys is the terminal’s', async () => {
    const { page } = await open('?next=KeyA&press=KeyB');
    await settings(page);
    for (const way of ['两个键', '一个键，慢', '一个键，中', '一个键，快']) {
      await tile(page, '按键操作').click();
      await tile(page, way).waitFor();
      // A second tap sooner would be taken for a trembling hand: a hand's time, which is real.
      await page.waitForTimeout(DOUBLE_TAP_MS + 50);
    }
    await press(page, '好了，继续');
    await page.clock.install();
    await SCREENS.consent?.(page, bridge);
    await page.keyboard.press('KeyB');
    const first = await scanned(page);
    expect(first).toHaveLength(1);
    await page.clock.runFor(1_000);
    expect(await scanned(page)).toEqual(first);
    await page.clock.runFor(600);
    expect(await scanned(page)).not.toEqual(first);
    await page.context().close();
  });
});
