/** The panel as a newcomer meets it: in a browser, with the real emulators behind it. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CameraEmulator } from '../../hardware-mocks/camera/emulator.ts';
import { IdCardReaderEmulator } from '../../hardware-mocks/id-card-reader/emulator.ts';
import { Panel } from '../../hardware-mocks/panel/server.ts';
import { PEOPLE, portraitJpeg } from '../../hardware-mocks/people/people.ts';
import { ReceiptPrinterEmulator } from '../../hardware-mocks/receipt-printer/emulator.ts';
import { openBrowser, openPage } from '../support/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const Violations = z.array(z.object({ id: z.string(), nodes: z.number() }));

let browser: Browser;
let folder: string;
let reader: IdCardReaderEmulator;
let camera: CameraEmulator;
let printer: ReceiptPrinterEmulator;
let panel: Panel;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anban-panel-page-'));
  reader = new IdCardReaderEmulator({ linkPath: join(folder, 'reader') });
  // Slow pictures spare the processor for the browser.
  camera = new CameraEmulator({ port: 0, fps: 2 });
  printer = new ReceiptPrinterEmulator({ port: 0, millimetresPerSecond: Number.POSITIVE_INFINITY });
  await Promise.all([reader.start(), camera.start(), printer.start()]);
  const desk = { reader, camera, printer, people: PEOPLE, portrait: portraitJpeg };
  const links = { kiosk: 'http://127.0.0.1:5870/', officer: null };
  panel = await Panel.start(desk, { port: 0, ...links, wait: async () => {} });
  ({ page, console: complaints } = await openPage(browser, { width: 1280, height: 800 }));
  await page.goto(panel.url);
  await page
    .getByRole('button', { name: /王建华/ })
    .first()
    .waitFor();
});

afterEach(async () => {
  await page.context().close();
  await panel.close();
  await Promise.all([reader.close(), camera.close(), printer.close()]);
  rmSync(folder, { recursive: true });
});

const device = (name: string) => page.getByRole('article', { name });
const tray = () => page.getByRole('region', { name: '一盒身份证' });

async function print(words: string): Promise<void> {
  const host = connect(printer.port, '127.0.0.1');
  await once(host, 'connect');
  host.end(`${words}\n\x1dV\x00`, 'latin1');
}

/** What axe-core finds against WCAG 2 AA. The page's own policy forbids foreign scripts: it is evaluated instead. */
async function violations(): Promise<z.infer<typeof Violations>> {
  await page.evaluate(AXE);
  const found = await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
    .then((report) => report.violations.map(({ id, nodes }) => ({ id, nodes: nodes.length })))`);
  return Violations.parse(found);
}

describe('a newcomer at the panel', () => {
  it('is told that all of it is emulated, and where the kiosk is', async () => {
    await page.getByText('这里的设备和人物都是模拟的').waitFor();
    expect(await page.getByRole('link', { name: /打开自助终端/ }).getAttribute('href')).toBe('http://127.0.0.1:5870/');
    expect(await page.getByRole('link', { name: /工作人员名单/ }).count()).toBe(0);
  });

  it('lays a card by a click: its owner comes along, and both leave again', async () => {
    await tray()
      .getByRole('button', { name: /李秀英/ })
      .click();
    await device('身份证读卡器').getByText('有卡').waitFor();
    await device('摄像头').getByRole('figure').getByText('李秀英').waitFor();
    expect(reader.state.personId).toBe('li-xiuying');
    expect(camera.state.show).toEqual({ kind: 'person', id: 'li-xiuying' });
    await page.getByRole('button', { name: '拿走身份证' }).click();
    await device('身份证读卡器').getByText('等待放卡').waitFor();
    await expect.poll(() => camera.state.show).toEqual({ kind: 'nobody' });
  });

  it('lays a card by dragging it', async () => {
    await tray().getByRole('button', { name: /赵敏/ }).dragTo(page.getByText('把身份证放在这里'));
    await device('身份证读卡器').getByText('有卡').waitFor();
    expect(reader.state.personId).toBe('zhao-min');
  });

  it('lays a card and pulls a plug with the keyboard alone', async () => {
    await tray().getByRole('button', { name: /赵敏/ }).focus();
    await page.keyboard.press('Enter');
    await device('身份证读卡器').getByText('有卡').waitFor();
    await page.getByRole('button', { name: '身份证读卡器: 拔掉' }).focus();
    await page.keyboard.press('Space');
    await device('身份证读卡器').getByText('线已拔掉').waitFor();
    expect(reader.state.plugged).toBe(false);
  });

  it('keeps somebody else before the camera when a card is laid', async () => {
    await device('摄像头').getByRole('button', { name: '陈淑芬' }).click();
    await tray()
      .getByRole('button', { name: /李秀英/ })
      .click();
    await device('身份证读卡器').getByText('有卡').waitFor();
    expect(camera.state.show).toEqual({ kind: 'person', id: 'chen-shufen' });
    expect(await page.getByRole('button', { name: '另一个人' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('makes the reader fail, in plain words', async () => {
    await page.getByLabel('几次').selectOption('三次');
    await page.getByLabel('让它出错').selectOption('错一个字节');
    await page.getByText('会出错: 错一个字节').waitFor();
    expect(reader.state.fault).toMatchObject({ kind: 'corrupt-byte', times: 3 });
    await page.getByLabel('让它出错').selectOption('不出错');
    await device('身份证读卡器').getByText('等待放卡').waitFor();
    expect(reader.state.fault).toBeNull();
  });

  it('sees the ticket come out, and reads it large', async () => {
    await page.getByText('还没有打印').waitFor();
    await print('A012');
    await device('凭条打印机')
      .getByRole('button', { name: /放大凭条 1/ })
      .click();
    await page.getByRole('dialog').getByText('A012', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await print('A013');
    await page.getByRole('group', { name: '之前的凭条' }).getByRole('button').waitFor();
  });

  it('runs a story with one click and puts all back with another', async () => {
    await page.getByRole('button', { name: /打印机没纸了/ }).click();
    await device('凭条打印机').getByText('没纸了').waitFor();
    await device('身份证读卡器').getByText('有卡').waitFor();
    await page.getByRole('button', { name: '全部复原' }).click();
    await device('凭条打印机').getByText('就绪').waitFor();
    expect(reader.state.personId).toBeNull();
  });

  it('reads it in English, and again after coming back', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Receipt printer' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Receipt printer' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '凭条打印机' }).waitFor();
  });

  it('sees what others do, without touching anything', async () => {
    printer.openCover();
    await device('凭条打印机').getByText('上盖开着').waitFor();
    reader.unplug();
    await device('身份证读卡器').getByText('线已拔掉').waitFor();
  });

  it.each([1024, 1280, 1920])('has everything in sight at %d pixels, without a complaint', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: /打印机没纸了/ }).click();
    await device('身份证读卡器').getByText('有卡').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await violations()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
