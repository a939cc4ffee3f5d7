/** What a browser and one page of it hold, as Chromium and Linux count it, after everything unused has been let go of. */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { heldByProcess } from './memory-of-process.ts';

/** The first four are of all that the page's process holds, also for pages before this one. */
export interface Held {
  /** Bytes of JavaScript that are in use. */
  readonly heap: number;
  readonly documents: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes of the page's process: its own memory, without the program and files. */
  readonly renderer: number;
  /** Bytes of the other processes of the browser together (its own, network, storage, graphics). */
  readonly others: number;
}

export class BrowserMemory {
  readonly #page: CDPSession;
  readonly #browser: CDPSession;

  private constructor(page: CDPSession, browser: CDPSession) {
    this.#page = page;
    this.#browser = browser;
  }

  /** Of a browser with this one page. */
  static async of(browser: Browser, page: Page): Promise<BrowserMemory> {
    return new BrowserMemory(await page.context().newCDPSession(page), await browser.newBrowserCDPSession());
  }

  async held(): Promise<Held> {
    // What one collection lets go of, the next one can remove.
    await this.#page.send('HeapProfiler.collectGarbage');
    await this.#page.send('HeapProfiler.collectGarbage');
    const { usedSize: heap } = await this.#page.send('Runtime.getHeapUsage');
    const { documents, nodes, jsEventListeners: listeners } = await this.#page.send('Memory.getDOMCounters');
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo');
    const bytes = processInfo.map(({ type, id }) => ({ type, bytes: heldByProcess(id) }));
    const sum = (isWanted: (type: string) => boolean) =>
      bytes.filter(({ type }) => isWanted(type)).reduce((total, one) => total + one.bytes, 0);
    const renderer = sum((type) => type === 'renderer');
    return { heap, documents, nodes, listeners, renderer, others: sum((type) => type !== 'renderer') };
  }
}
