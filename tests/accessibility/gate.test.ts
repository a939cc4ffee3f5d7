/**
 * The gate: every screen of the gallery in every mode, by axe and by our own measures. A screen, a dialog or a state that
 * is added to the gallery is looked at here by itself; one without a sample does not compile (kiosk/gallery).
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../kiosk/gallery/samples.tsx';
import { Lexicon } from '../../kiosk/voice/lexicon.ts';
import { openBrowser } from '../support/browser.ts';
import { keepCounter } from '../support/counters.ts';
import { Gallery, millimetreOf, PANELS, type PanelName } from '../support/gallery.ts';
import { violations } from './axe.ts';
import { complaints } from './complaints.ts';
import { focusFaults, lostTexts, orderFaults, titleFaults } from './order-and-focus.ts';

const MODES = {
  normal: {},
  elder: { text: 'large' },
  contrast: { contrast: 'high' },
  'elder contrast': { text: 'large', contrast: 'high' },
  English: { language: 'en' },
  'English elder': { language: 'en', text: 'large' },
  seated: { reach: 'low' },
} as const;
/**
 * The smaller panel on its side and upright, in the modes that lay a screen out in their own way; high contrast and large
 * letters alone are no larger than both together. All others in the usual mode.
 */
const SMALLER: readonly PanelName[] = ['15.6l', '15.6p'];
const LAID_OUT: readonly string[] = [
  'normal',
  'elder contrast',
  'English',
  'English elder',
  'seated',
] satisfies (keyof typeof MODES)[];
const FURTHER: readonly PanelName[] = ['21.5l', '15.6l-720', '15.6p-720', '15.6l-4k'];
/** A poster, a question with much to read, a form, a number, a dialog. */
const ZOOMED = [
  'session/attract',
  'check-in/consent',
  'check-in/manual',
  'check-in/cardExpired',
  'check-in/ticket',
  'check-in/officer/ground',
  'dialog/still-there',
];
/** A page that does not answer by then is laid out without end: a fault of its own, which hides no other, ms. */
const RESTS_WITHIN = 20_000;
/** Guards against a browser that hangs; the whole gate takes under four minutes on two idle cores. */
const LONGEST = 600_000;

/** Components by themselves are no screens: they have no title of their own, and stand on the one panel. */
const looked = [...SAMPLES.keys()];
const screens = looked.filter((name) => !name.startsWith('component/'));

let browser: Browser;
let gallery: Gallery;
beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), Gallery.start()]);
});
afterAll(async () => {
  await browser.close();
  await gallery.stop();
});

type Mode = (typeof MODES)[keyof typeof MODES];
interface Case {
  readonly screen: string;
  readonly mode: Mode;
  readonly panel: PanelName;
}

const open = ({ screen, mode, panel }: Case) => gallery.show(browser, { screen, panel, ...mode });
const sizes = async (page: Page, { mode, panel }: Case): Promise<readonly string[]> => [
  ...(await complaints(page, { millimetre: millimetreOf(panel), ...mode })),
  ...(await restless(page)),
];

/** Where two parts of a screen make room for each other in turn, no two frames are without a change. */
async function restless(page: Page): Promise<readonly string[]> {
  const rests = await page.evaluate(async () => {
    let changes = 0;
    const watch = new MutationObserver((seen) => {
      changes += seen.length;
    });
    watch.observe(document.body, { subtree: true, attributes: true, childList: true });
    for (let tries = 0; tries < 30; tries += 1) {
      changes = 0;
      await new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame));
      if (changes === 0) return true;
    }
    return false;
  });
  return rests ? [] : ['never comes to rest'];
}

/** Everything that we know to look at. */
async function everything(page: Page, one: Case): Promise<readonly string[]> {
  return [
    ...(await sizes(page, one)),
    ...(await violations(page)),
    ...(await orderFaults(page)),
    ...(await titleFaults(page)),
    ...(await focusFaults(page)),
  ];
}

/** One screen that does not come hides no fault of the others. */
const lookAt = (page: Page, one: Case, by: Look): Promise<readonly string[]> =>
  gallery.turn(page, { screen: one.screen, panel: one.panel, ...one.mode }).then(
    () => by(page, one),
    (error: unknown) => [`does not stand: ${String(error)}`],
  );

function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, RESTS_WITHIN, null);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

type Look = (page: Page, one: Case) => Promise<readonly string[]>;

/** Faults by screen, mode and panel; nothing where there are none. Pages are shared: loading one anew is quick. A page that answers no more is left. */
async function faults(
  cases: readonly (Case & { readonly name: string })[],
  by: Look,
): Promise<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  const waiting = [...cases];
  const look = async () => {
    let page = await browser.newPage({ locale: 'zh-CN' });
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const all = await inTime(lookAt(page, one, by));
      if (all === null) {
        void page.close().catch(() => {});
        page = await browser.newPage({ locale: 'zh-CN' });
      }
      if (all?.length !== 0) found[`${one.screen}, ${one.name}, ${one.panel}`] = all ?? ['answers no more'];
    }
    await page.close();
  };
  await Promise.all([look(), look()]);
  // As soon as they are known, one a line: the difference at the end is cut.
  for (const [where, all] of Object.entries(found)) process.stdout.write(`${where}: ${all.join(' | ')}\n`);
  return found;
}

let clean = 0;
describe.each(Object.entries(MODES))('every screen in the mode %s', (name, mode) => {
  const on = (panels: readonly PanelName[], names: readonly string[] = screens) =>
    names.flatMap((screen) => panels.map((panel) => ({ screen, name, mode, panel })));

  it('has no fault that axe or our own measures find', { timeout: LONGEST }, async () => {
    const found = await faults(on(['21.5p'], looked), everything);
    clean += looked.length - Object.keys(found).length;
    expect(found).toEqual({});
  });

  it.runIf(LAID_OUT.includes(name))(
    'fits the smaller panel, upright and on its side',
    { timeout: LONGEST },
    async () => {
      expect(await faults(on(SMALLER), sizes)).toEqual({});
    },
  );

  it.runIf(name === 'normal')('fits every panel', { timeout: LONGEST }, async () => {
    expect(await faults(on(FURTHER), sizes)).toEqual({});
  });
});

it('is passed by all screens in all modes', () => {
  keepCounter('screens-by-modes', { done: clean, of: looked.length * Object.keys(MODES).length });
  process.stdout.write(`screens × modes without a fault: ${clean} of ${looked.length * Object.keys(MODES).length}\n`);
  expect(clean).toBe(looked.length * Object.keys(MODES).length);
});

describe('the title of every screen', () => {
  it.each(['zh', 'en'] as const)(
    'is spoken by a clip: %s',
    async (language) => {
      const lexicon = new Lexicon(language);
      const silent: string[] = [];
      const page = await browser.newPage({ locale: 'zh-CN' });
      for (const screen of screens) {
        await gallery.turn(page, { screen, panel: '21.5p', language });
        const title = (await page.locator('dialog[open] h2, h1').last().textContent()) ?? '';
        if (lexicon.clips(title, 'aloud').length === 0) silent.push(`${screen}: ${title}`);
      }
      await page.close();
      expect(silent).toEqual([]);
    },
    LONGEST,
  );
});

/** A kiosk has no zoom, and the elder mode is its answer (WCAG 1.4.4); a panel of half the size loses nothing all the same. */
it('at 200 % every text can be reached, and every button is in sight', {
  timeout: LONGEST,
}, async () => {
  const { width, height } = PANELS['21.5p'];
  const page = await browser.newPage({ locale: 'zh-CN' });
  const lost: Record<string, readonly string[]> = {};
  for (const screen of ZOOMED) {
    await gallery.turn(page, { screen, panel: '21.5p' });
    await page.setViewportSize({ width: width / 2, height: height / 2 });
    // What is too long for a page is parted into pages a frame after the size is known.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const texts = await lostTexts(page);
    if (texts.length > 0) lost[screen] = texts;
  }
  await page.close();
  expect(lost).toEqual({});
});

describe('each measure notices', () => {
  const one: Case = { screen: 'check-in/consent', mode: {}, panel: '21.5p' };
  const dark: Case = { ...one, mode: { contrast: 'high' } };
  const seed = async (where: Case, spoil: () => void) => {
    const page = await open(where);
    await page.evaluate(spoil);
    return page;
  };

  it.each([
    [
      /mm high/,
      one,
      () => {
        const button = document.querySelector<HTMLElement>('.bottom button');
        button?.style.setProperty('height', '40px');
        button?.style.setProperty('min-height', '0');
        button?.style.setProperty('align-self', 'center');
      },
    ],
    [/mm wide/, one, () => document.querySelector<HTMLElement>('.bottom button')?.style.setProperty('width', '30px')],
    [/capitals of/, one, () => document.querySelector<HTMLElement>('.lead')?.style.setProperty('font-size', '14px')],
    [
      /clipped/,
      one,
      () => document.querySelector<HTMLElement>('.button-equal')?.style.setProperty('padding-right', '0'),
    ],
    [/too near/, one, () => document.querySelector<HTMLElement>('.equals')?.style.setProperty('gap', '1px')],
    [/contrast of/, one, () => document.querySelector<HTMLElement>('.lead')?.style.setProperty('color', '#777')],
    [/contrast of/, dark, () => document.querySelector<HTMLElement>('.lead')?.style.setProperty('color', '#999')],
    [/lines of/, one, () => document.querySelector<HTMLElement>('.lead')?.style.setProperty('line-height', '1.1')],
    [
      /leaves the panel/,
      one,
      () => document.querySelector<HTMLElement>('h1')?.style.setProperty('transform', 'translateX(2000px)'),
    ],
  ] as const)('%s', async (fault, where, spoil) => {
    const page = await open(where);
    expect(await sizes(page, where)).toEqual([]);
    if (fault.source === 'clipped') {
      await page.evaluate(() => {
        const label = document.querySelector<HTMLElement>('.button-equal');
        if (label === null) return;
        label.style.whiteSpace = 'nowrap';
        label.style.width = '120px';
        label.style.minWidth = '0';
        label.style.flex = 'none';
      });
    } else await page.evaluate(spoil);
    expect((await sizes(page, where)).join('\n')).toMatch(fault);
    await page.close();
  });

  it('a screen whose parts make room for each other without end', async () => {
    const page = await seed(one, () => {
      const turn = () => {
        document.querySelector('.pane')?.classList.toggle('pane-paged');
        requestAnimationFrame(turn);
      };
      turn();
    });
    expect(await sizes(page, one)).toContainEqual(expect.stringMatching(/never comes to rest/));
    await page.close();
  });

  it('a focus that is not seen', async () => {
    const page = await seed(one, () => {
      for (const button of document.querySelectorAll('button')) button.style.outline = 'none';
    });
    expect((await focusFaults(page)).join()).toMatch(/does not show/);
    await page.close();
  });

  it('a ring that is hardly there', async () => {
    const page = await seed(one, () => {
      for (const button of document.querySelectorAll('button')) button.style.outlineColor = '#eee';
    });
    expect((await focusFaults(page)).join()).toMatch(/ring around/);
    await page.close();
  });

  it('a control that Tab does not come to', async () => {
    const page = await seed(one, () => document.querySelector('.button-equal')?.setAttribute('tabindex', '-1'));
    expect((await focusFaults(page)).join()).toMatch(/not reached/);
    await page.close();
  });

  it('a focus behind a dialog', async () => {
    const page = await seed({ ...one, screen: 'dialog/help' }, () => {
      const dialog = document.querySelector('dialog');
      dialog?.close();
      dialog?.show();
      document.querySelector<HTMLElement>('h1')?.focus();
    });
    expect((await focusFaults(page)).join()).toMatch(/behind a dialog|does not have the focus/);
    await page.close();
  });

  it('an order that is not the one on the screen', async () => {
    const page = await seed(one, () =>
      document.querySelector<HTMLElement>('.bottom button')?.style.setProperty('transform', 'translateX(900px)'),
    );
    expect((await orderFaults(page)).length).toBeGreaterThan(0);
    await page.close();
  });

  it('a person in the title', async () => {
    const page = await seed(one, () => {
      document.title = '阿依努尔 370702********0021';
    });
    expect(await titleFaults(page)).toHaveLength(1);
    await page.close();
  });

  it('a text that cannot be reached', async () => {
    const page = await seed(one, () =>
      document.querySelector<HTMLElement>('h1')?.style.setProperty('transform', 'translateX(2000px)'),
    );
    expect((await lostTexts(page)).length).toBeGreaterThan(0);
    await page.close();
  });
});
