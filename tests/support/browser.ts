/** The browser of the tests: one Chromium per file, one clean context per test. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/setup/browser.ts';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  const found = findBrowser();
  if (found === null) throw new Error('no Chromium: run the tests with `npm test`, which installs one');
  return chromium.launch({ executablePath: found.path, args: QUIET, env: { ...process.env, ...found.env } });
}

/** A browser that keeps its profile in `folder`, as a kiosk's does, so that a test can search what it left there. */
export async function openProfile(folder: string): Promise<BrowserContext> {
  const found = findBrowser();
  if (found === null) throw new Error('no Chromium: run the tests with `npm test`, which installs one');
  return chromium.launchPersistentContext(folder, {
    executablePath: found.path,
    args: QUIET,
    env: { ...process.env, ...found.env },
    viewport: { width: 1080, height: 1920 },
    hasTouch: true,
    locale: 'zh-CN',
  });
}

/** A fresh page the size of a 21.5-inch portrait panel, with a touch screen. Everything it says on the console is kept. */
export async function openPage(
  browser: Browser,
  size = { width: 1080, height: 1920 },
): Promise<{ page: Page; console: string[] }> {
  const context = await browser.newContext({ viewport: size, hasTouch: true, locale: 'zh-CN' });
  const page = await context.newPage();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  return { page, console: lines };
}
