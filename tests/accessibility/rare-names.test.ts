/** Names as people have them: rare characters are drawn and not boxes, long ones break at their dots and are never cut. */
import { existsSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FONT_PACKAGES } from '../../scripts/setup/fonts.ts';
import { openBrowser } from '../support/browser.ts';
import { Gallery, millimetreOf } from '../support/gallery.ts';
import { complaints } from './complaints.ts';

/** 䶮 and 㛃: extension A; 𬭎: E; 𠮷 and 𠀀: B; 𰀀: G. */
const RARE = ['䶮', '㛃', '𬭎', '𠮷', '𠀀', '𰀀'];
/** Never characters: what they look like is what a missing one looks like. */
const MISSING = ['\u{10FFFE}', '\u{10FFFF}'];
const ETHNIC = '阿卜杜热合曼·麦麦提依明·吐尔逊江·阿卜杜拉·买买提江';
const FOREIGN = 'MARIA FERNANDA DE LOS ANGELES RODRIGUEZ-VILLANUEVA';

const MODES = [
  { panel: '21.5p', text: 'normal', contrast: 'normal' },
  { panel: '15.6l', text: 'normal', contrast: 'high' },
  { panel: '15.6p', text: 'large', contrast: 'normal' },
  { panel: '15.6l', text: 'large', contrast: 'high' },
] as const;

let browser: Browser;
let gallery: Gallery;

beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), Gallery.start()]);
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
});

/** The pixels of each character in the fonts of the holder's name. */
const drawn = (page: Page, characters: readonly string[]) =>
  page.evaluate((all) => {
    const name = document.querySelector('.holder strong');
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 80;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (name === null || context === null) return [];
    context.font = `64px ${getComputedStyle(name).fontFamily}`;
    return all.map((character) => {
      context.clearRect(0, 0, 80, 80);
      context.fillText(character, 4, 64);
      return context.getImageData(0, 0, 80, 80).data.join();
    });
  }, characters);

/** Each name of a holder: its parts with the lines that each takes, and whether anything of it lies outside its box. */
const holders = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.holder')].map((holder) => {
      const frame = holder.getBoundingClientRect();
      const parts = [...holder.querySelectorAll('strong > span')].map((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        const boxes = [...range.getClientRects()];
        return {
          text: part.textContent ?? '',
          lines: new Set(boxes.map(({ top }) => Math.round(top))).size,
          isInside: boxes.every(
            (box) => box.left >= frame.left && box.right <= frame.right && box.bottom <= frame.bottom + 1,
          ),
        };
      });
      return { name: parts.map(({ text }) => text).join(''), parts };
    }),
  );

const hasFonts = FONT_PACKAGES.every(({ file }) => existsSync(file));

describe.each(MODES)('on $panel with $text text and $contrast contrast', (mode) => {
  it.skipIf(!hasFonts)('every rare character has a glyph of its own', async () => {
    const page = await gallery.show(browser, { screen: 'component/names', ...mode });
    const [missing, alsoMissing] = await drawn(page, MISSING);
    expect(missing, 'the comparison knows a missing character').toBe(alsoMissing);
    const glyphs = await drawn(page, RARE);
    expect(RARE.filter((_, i) => glyphs[i] === missing)).toEqual([]);
    expect(new Set(glyphs).size).toBe(RARE.length);
    await page.close();
  });

  it('long names break at their dots, and nothing of any name is cut', async () => {
    const page = await gallery.show(browser, { screen: 'component/names', ...mode });
    const shown = await holders(page);
    expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining([ETHNIC, FOREIGN]));
    for (const { name, parts } of shown) {
      expect({ name, isInside: parts.every(({ isInside }) => isInside) }).toEqual({ name, isInside: true });
    }
    const ethnic = shown.find(({ name }) => name === ETHNIC);
    expect(ethnic?.parts.map(({ text, lines }) => [text.at(-1), lines])).toEqual([
      ['·', 1],
      ['·', 1],
      ['·', 1],
      ['·', 1],
      ['江', 1],
    ]);
    await page.close();
  });

  it('the card holder is shown with a rare name before the consent', async () => {
    const page = await gallery.show(browser, { screen: 'consent/rare-name', ...mode });
    expect(await page.locator('.holder strong').textContent()).toBe('䶮*𬭎');
    expect(await complaints(page, { millimetre: millimetreOf(mode.panel), ...mode })).toEqual([]);
    await page.close();
  });
});
