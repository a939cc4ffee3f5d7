/** The kiosk's gallery, built into a folder of its own and served under the real content security policy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { asDelivered, ROOT } from '../../scripts/setup/kiosk.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** CSS pixels, and pixels per inch: the same names as in the gallery (kiosk/gallery/panels.ts). */
export const PANELS = {
  '21.5p': { width: 1080, height: 1920, ppi: 102.4 },
  '21.5l': { width: 1920, height: 1080, ppi: 102.4 },
  '15.6p': { width: 1080, height: 1920, ppi: 141.2 },
  '15.6l': { width: 1920, height: 1080, ppi: 141.2 },
  '15.6l-720': { width: 1280, height: 720, ppi: 94.1 },
  '15.6p-720': { width: 720, height: 1280, ppi: 94.1 },
  '15.6l-4k': { width: 3840, height: 2160, ppi: 282.4 },
  '21.5p-4k': { width: 2160, height: 3840, ppi: 204.9 },
} as const;
export type PanelName = keyof typeof PANELS;
export const millimetreOf = (panel: PanelName): number => PANELS[panel].ppi / 25.4;

/** What the address of the gallery says (kiosk/gallery/address.ts). */
export interface Shown {
  readonly screen: string;
  readonly panel: PanelName;
  readonly language?: string;
  readonly text?: 'normal' | 'large';
  readonly contrast?: 'normal' | 'high';
  readonly reach?: 'normal' | 'low';
}

/** A sample that has not come by then does not come, ms. */
const STANDS_WITHIN = 15_000;

export class Gallery {
  readonly #server: Server;
  readonly #folder: string;

  private constructor(server: Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  static async start(): Promise<Gallery> {
    const folder = mkdtempSync(join(tmpdir(), 'anban-gallery-'));
    const configFile = `${ROOT}kiosk/gallery/vite.config.ts`;
    await asDelivered(() => build({ configFile, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } }));
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://gallery');
      void readFile(join(folder, normalize(pathname))).then(
        (body) => {
          const type = TYPES[extname(pathname)] ?? 'application/octet-stream';
          response.writeHead(200, { 'content-type': type, 'content-security-policy': "default-src 'self'" }).end(body);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Gallery(server, folder);
  }

  /** Opens one sample on a page of the panel's size and waits until it stands. */
  async show(browser: Browser, shown: Shown): Promise<Page> {
    const { width, height } = PANELS[shown.panel];
    const page = await browser.newPage({ viewport: { width, height }, locale: 'zh-CN' });
    await this.turn(page, shown);
    return page;
  }

  /**
   * Another sample, panel or mode on a page that is open: everything is drawn anew for the panel's size, on a page whose
   * code has been read. The same address again does nothing.
   */
  async turn(page: Page, { panel, ...shown }: Shown): Promise<void> {
    const { width, height } = PANELS[panel];
    await page.setViewportSize({ width, height });
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    const hash = `#${new URLSearchParams({ ...shown, panel })}`;
    await page.goto(`http://127.0.0.1:${address.port}/gallery.html${hash}`);
    await page.locator(`#app[data-address="${hash}"]`).waitFor({ state: 'attached', timeout: STANDS_WITHIN });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
