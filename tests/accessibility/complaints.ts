/**
 * What a finger and an eye need, measured in the page: sizes in millimetres, room between targets, nothing cut, nothing
 * out of reach, contrast. axe knows none of these limits (it passes a button of 24 px and text of any size).
 */
import type { Page } from 'playwright-core';

/** How the page is shown. Lengths in millimetres. */
export interface Mode {
  /** CSS pixels per millimetre of the panel. */
  readonly millimetre: number;
  readonly text?: 'normal' | 'large';
  readonly contrast?: 'normal' | 'high';
  readonly reach?: 'normal' | 'low';
}

/** Height of a capital, mm: 0.7° at 60 cm in the elder mode (findings: 7.33, issue 3: 7.4). */
const CAPITAL = { normal: 4.8, large: 7.4 } as const;
/** Contrast of text to its ground. */
const CONTRAST = { normal: 7, high: 10 } as const;

/** The ways in which the page falls short; empty when all is well. */
export const complaints = (page: Page, mode: Mode): Promise<string[]> =>
  page.evaluate(look, {
    mm: mode.millimetre,
    capitalLimit: CAPITAL[mode.text ?? 'normal'],
    contrastLimit: CONTRAST[mode.contrast ?? 'normal'],
    isSeated: mode.reach === 'low',
  });

interface Limits {
  readonly mm: number;
  readonly capitalLimit: number;
  readonly contrastLimit: number;
  readonly isSeated: boolean;
}

/** Runs in the page: it may use nothing from outside itself. */
function look({ mm, capitalLimit, contrastLimit, isSeated }: Limits): string[] {
  const found: string[] = [];
  const name = (element: Element) => `${element.tagName} "${element.textContent?.trim().slice(0, 20)}"`;
  // An open modal dialog hides what is behind it.
  const root: Element = document.querySelector('dialog[open]') ?? document.body;
  const isSeen = (element: Element) => element.checkVisibility() && element.closest('.unseen') === null;

  const boxes = [...root.querySelectorAll('button, input, select, a[href]')].filter(isSeen).map((element) => ({
    element,
    box: element.getBoundingClientRect(),
    /** What scrolls away is not where it is; its pane has buttons, and is looked at below. */
    pane: element.closest('.pane-paged > .pane-view'),
  }));
  const limit = Math.max(15 * mm, 60) - 0.5;
  for (const { element, box, pane } of boxes) {
    if (box.height < limit) found.push(`${name(element)} is ${box.height / mm} mm high`);
    if (box.width < limit) found.push(`${name(element)} is ${box.width / mm} mm wide`);
    const primary = element.matches('.button-primary, .button-equal, .key');
    if (primary && box.height < 20 * mm - 0.5) found.push(`${name(element)} is primary and under 20 mm`);
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${name(element)} leaves the panel`);
    if (pane === null && (box.bottom > innerHeight + 1 || box.top < -1))
      found.push(`${name(element)} is off the panel`);
    if (element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is clipped`);
    if (element.scrollHeight > element.clientHeight + 1) found.push(`${name(element)} is clipped below`);
    if (isSeated && pane === null && box.top < innerHeight / 2 - 1) {
      found.push(`${name(element)} is out of reach: ${(innerHeight / 2 - box.top) / mm} mm above the middle`);
    }
  }
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (a.pane !== b.pane) continue;
      const across = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right);
      const down = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom);
      if (Math.max(across, down) < 2.6 * mm - 0.5) found.push(`${name(a.element)} and ${name(b.element)} are too near`);
    }
  }

  for (const element of root.querySelectorAll('.stage, .words, .dialog, .dialog-content, .pane-view, .top, .bottom')) {
    if (!isSeen(element)) continue;
    const hidden = element.scrollHeight - element.clientHeight;
    const isPaged = element.closest('.pane')?.querySelector('.pane-buttons') != null && element.matches('.pane-view');
    // Panes reach out a little for the ring around what has the focus.
    const ring = 2.6 * mm;
    if (hidden > ring && !isPaged) found.push(`${element.className} is ${hidden} px too high and has no way to go on`);
    if (element.scrollWidth > element.clientWidth + ring) found.push(`${element.className} is too wide`);
    if (isPaged && element.clientHeight < 24 * mm) found.push(`${element.className} shows hardly a line`);
  }

  const luminance = ([r = 0, g = 0, b = 0]: readonly number[]) => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((v) => {
      const s = v / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const colour = (text: string) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const ground = (from: Element) => {
    for (let element: Element | null = from; element !== null; element = element.parentElement) {
      const painted = colour(getComputedStyle(element).backgroundColor);
      if (painted[3] === undefined || painted[3] === 1) return painted;
    }
    return [255, 255, 255];
  };
  const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const parent = node.parentElement;
    if (parent === null || node.textContent?.trim() === '' || parent.closest('.unseen, svg') !== null) continue;
    if (!isSeen(parent)) continue;
    const style = getComputedStyle(parent);
    const size = Number.parseFloat(style.fontSize);
    const capital = size * 0.733;
    if (capital < capitalLimit * mm) found.push(`${name(parent)} has capitals of ${capital / mm} mm`);
    const [light = 0, dark = 0] = [luminance(colour(style.color)), luminance(ground(parent))].sort((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < contrastLimit) found.push(`${name(parent)} has a contrast of ${contrast.toFixed(1)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()];
    // Figures that stand alone have no second line.
    const isFigure = parent.closest('.ticket-number, .countdown, .step-mark, .key:not(.key-word)') !== null;
    const lineHeight = Number.parseFloat(style.lineHeight) / size;
    if (!isFigure && !(lineHeight >= 1.49)) found.push(`${name(parent)} has lines of ${lineHeight}`);
    for (const box of lines) {
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`${name(parent)} leaves the panel`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  return [...new Set(found)];
}
