/** Another language is one file: with it the kiosk offers it, speaks it in every text, and without one key of it does not compile. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DICTIONARIES } from '../../kiosk/i18n/dictionaries.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { spokenLanguages } from '../../scripts/setup/voice-texts.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';
import { SCREENS, shown } from './kiosk-screens.ts';

/** A copy of the kiosk inside the project, so that its packages are found. */
const HOME = join(ROOT, 'tests/artifacts/added-language');
const KIOSK = join(HOME, 'kiosk');
const FILE = join(KIOSK, 'i18n/languages/qps.ts');

/** As long and as accented as a translation may be; the blanks stay. */
const pseudo = (text: string) =>
  text.replace(/\{\w+\}|[aeiou]/g, (part) => ({ a: 'àá', e: 'éê', i: 'ïí', o: 'öó', u: 'üú' })[part] ?? part);
const texts = Object.fromEntries(
  Object.entries(DICTIONARIES).map(([name, { en }]) => [
    name,
    Object.fromEntries(Object.entries<string>(en).map(([key, text]) => [key, pseudo(text)])),
  ]),
);
const pack = (dictionaries: object) => `import type { LanguagePack } from '../dictionaries.ts';

export default {
  tag: 'en-AU',
  dates: 'de-DE',
  name: 'Þšéüðó',
  voice: 'en',
  texts: ${JSON.stringify(dictionaries)},
} satisfies LanguagePack;
`;

let browser: Browser;
let bridge: FakeBridge;

beforeAll(async () => {
  rmSync(HOME, { recursive: true, force: true });
  cpSync(join(ROOT, 'kiosk'), KIOSK, {
    recursive: true,
    filter: (path) => !/\/(dist|node_modules|gallery)$/.test(path),
  });
  mkdirSync(join(KIOSK, 'i18n/languages'), { recursive: true });
  writeFileSync(FILE, pack(texts));
  await build({ root: KIOSK, configFile: join(KIOSK, 'vite.config.ts'), logLevel: 'warn' });
  [browser, bridge] = await Promise.all([openBrowser(), FakeBridge.start(undefined, join(KIOSK, 'dist'))]);
});
afterAll(async () => {
  await browser?.close();
  await bridge?.stop();
  rmSync(HOME, { recursive: true, force: true });
});

it('is offered by its own name and speaks on every screen, with its own dates', async () => {
  bridge.reset();
  const { page } = await openPage(browser);
  await page.goto(bridge.url);
  await shown(page, 'attract');
  await page.getByRole('button', { name: 'Þšéüðó' }).click();
  await page.locator('html[lang="en-AU"]').waitFor();
  await page.getByRole('heading', { name: pseudo('Please show your card') }).waitFor();
  await SCREENS.wrongDay?.(page, bridge);
  await shown(page, 'wrongDay');
  await page.getByText(pseudo('Your assessment is on another day')).waitFor();
  expect(await page.locator('main').textContent()).toContain('29. November');
  await page.context().close();
});

it('has its clips like any other', async () => {
  const languages = await spokenLanguages(HOME);
  const [zh, , qps] = languages;
  expect(languages.map(({ code, voice }) => [code, voice])).toEqual([
    ['zh', 'cmn'],
    ['en', 'en'],
    ['qps', 'en'],
  ]);
  expect(qps?.clips.length).toBeGreaterThan(300);
  expect(zh?.clips.length).toBeGreaterThan(300);
});

it.each([
  ['complete', texts, 0],
  ['without one text', { ...texts, common: { ...texts.common, help: undefined } }, 2],
  ['without a dictionary', { ...texts, faults: undefined }, 2],
])('%s: compiles or not', (_, dictionaries, status) => {
  writeFileSync(FILE, pack(dictionaries));
  const config = { extends: join(ROOT, 'tsconfig.json'), include: [FILE, join(KIOSK, '*.d.ts')], exclude: [] };
  writeFileSync(join(HOME, 'tsconfig.json'), JSON.stringify(config));
  const run = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', HOME], { encoding: 'utf8' });
  expect(run.stdout === '' ? 0 : 2, run.stdout).toBe(status);
  if (status !== 0) expect(run.stdout).toMatch(/qps\.ts.*(help|faults)/s);
});
