/**
 * What axe cannot see and sizes do not tell: that the focus is seen and stays where it belongs, that things are read in
 * the order in which they stand, that the title names nobody, and that nothing is lost at 200 %.
 */
import type { Page } from 'playwright-core';

/** No panel has more controls than this on one screen: a keyboard has under 60. */
const MOST_TABS = 80;
/** Of the samples: a name, a number of a person, a number in the queue. */
const PERSONAL = /阿依|吐尔逊|䶮|3707|\*\*|A012|A003/;

/** Goes through the controls with the Tab key. Tells of a focus that is not seen, or outside an open dialog. */
export async function focusFaults(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  const opening = await page.evaluate(inDialog);
  if (!opening) found.push('the dialog does not have the focus');
  let outside = 0;
  for (let i = 0; i < MOST_TABS; i += 1) {
    await page.keyboard.press('Tab');
    const { where, fault } = await page.evaluate(focused);
    if (where === 'again') break;
    // It begins at the heading: past the last control it leaves the page once, and comes to those above the heading.
    if (where === 'outside') outside += 1;
    if (outside > 2) break;
    if (fault !== null) found.push(fault);
  }
  return [...found, ...(await page.evaluate(controlsMissed))];
}

/** Runs in the page. */
function inDialog(): boolean {
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  return dialogs.length === 0 || dialogs.at(-1)?.contains(document.activeElement) === true;
}

/**
 * Runs in the page: what has the focus, and what is wrong with how it shows. It is marked, for the next round: a keyboard
 * whose dictionary comes meanwhile moves every other place in the document.
 */
function focused(): { where: 'outside' | 'again' | 'new'; fault: string | null } {
  const element = document.activeElement;
  if (element === null || element === document.body) return { where: 'outside', fault: null };
  if (element.hasAttribute('data-tabbed')) return { where: 'again', fault: null };
  element.setAttribute('data-tabbed', '');
  const where = 'new';
  const name = `${element.tagName} "${(element.textContent ?? '').trim().slice(0, 20)}"`;
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  if (dialog !== undefined && !dialog.contains(element))
    return { where, fault: `${name} has the focus behind a dialog` };
  const style = getComputedStyle(element);
  const width = Number.parseFloat(style.outlineWidth);
  const isDrawn = style.outlineStyle !== 'none' && style.outlineStyle !== 'hidden' && width >= 2;
  const isClear = /^rgba\(.*, 0\)$|transparent/.test(style.outlineColor);
  if (!isDrawn || isClear) return { where, fault: `${name} does not show that it has the focus` };
  const rgb = (text: string) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (text: string) => {
    const [r = 0, g = 0, b = 0] = rgb(text).map((v) => (v <= 10 ? v / 3294 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = 'rgb(255, 255, 255)';
  const isInside = Number.parseFloat(style.outlineOffset) < 0;
  for (let at: Element | null = isInside ? element : element.parentElement; at !== null; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (rgb(backgroundColor)[3] === undefined || rgb(backgroundColor)[3] === 1) {
      ground = backgroundColor;
      break;
    }
  }
  const [a = 0, b = 0] = [luminance(style.outlineColor), luminance(ground)].sort((x, y) => y - x);
  const contrast = (a + 0.05) / (b + 0.05);
  return { where, fault: contrast < 3 ? `the ring around ${name} has a contrast of ${contrast.toFixed(1)}` : null };
}

/** Runs in the page: controls that Tab did not come to. */
function controlsMissed(): string[] {
  const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  return [...root.querySelectorAll('button:enabled, input:enabled, select, a[href]')]
    .filter((element) => element.checkVisibility() && !element.hasAttribute('data-tabbed'))
    .map((element) => `${element.tagName} "${(element.textContent ?? '').trim().slice(0, 20)}" is not reached by Tab`);
}

/** The order of the document is the order in which things stand: nothing is read before what stands above it. */
export const orderFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const parts = [...root.querySelectorAll('h1, h2, p, dt, dd, label, button, input, [role="img"]')]
      .filter((element) => element.checkVisibility() && element.closest('.unseen') === null)
      // What scrolls stands in its pane, in an order of its own.
      .map((element) => ({
        name: `${element.tagName} "${(element.textContent ?? '').trim().slice(0, 20)}"`,
        pane: element.closest('.pane-view'),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    const found: string[] = [];
    for (const [i, a] of parts.entries()) {
      const b = parts[i + 1];
      if (b === undefined || a.pane !== b.pane) continue;
      const isAbove = b.box.bottom <= a.box.top + 1;
      const isBefore = b.box.right <= a.box.left + 1 && b.box.top < a.box.bottom - 1 && b.box.bottom > a.box.top + 1;
      const isNextColumn = b.box.left >= a.box.right - 1;
      if ((isAbove && !isNextColumn) || isBefore)
        found.push(`${a.name} is read before ${b.name}, which stands before it`);
    }
    return found;
  });

/** The title is kept by browsers and read by others: it names nobody. */
export async function titleFaults(page: Page): Promise<readonly string[]> {
  const title = await page.title();
  if (title.trim() === '') return ['the page has no title'];
  return PERSONAL.test(title) ? [`the title tells "${title}"`] : [];
}

/** Texts that can be neither seen nor brought into sight by a button. */
export const lostTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const canScroll = (from: Element) => {
      for (let at: Element | null = from; at !== null; at = at.parentElement) {
        const { overflowY } = getComputedStyle(at);
        const isPaged = at.closest('.pane')?.querySelector('.pane-buttons') != null;
        if (at.scrollHeight > at.clientHeight + 1 && (overflowY === 'auto' || overflowY === 'scroll' || isPaged))
          return true;
      }
      return false;
    };
    const lost: string[] = [];
    const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      const owner = node.parentElement;
      if (owner === null || node.textContent?.trim() === '' || owner.closest('.unseen, svg') !== null) continue;
      if (!owner.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const isOut = [...range.getClientRects()].some(
        (box) => box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1,
      );
      if (isOut && !canScroll(owner)) lost.push(`"${node.textContent?.trim().slice(0, 20)}" cannot be reached`);
    }
    return lost;
  });
