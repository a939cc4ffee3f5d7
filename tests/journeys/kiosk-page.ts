/** The kiosk's page in a browser, behind a bridge and a clock in the hands of a test: what every journey needs. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandName } from '@anban/terminal-bridge/protocol/messages';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Patience } from '../../kiosk/services/service.ts';
import { COUNTDOWN_S } from '../../kiosk/session/idle.ts';
import { openPage } from '../support/browser.ts';
import { FakeBridge, type Reply } from '../support/fake-bridge.ts';

/** Two touches within 300 ms are a double tap, of which the second does nothing. */
const BETWEEN_TAPS_MS = 320;
/** Longer than the page takes to start anew on a busy machine. */
const PATIENCE_MS = 30_000;
const SOON = { interval: 10, timeout: 5_000 };
/** The word that ends a visit, on its screens and in the question whether somebody is still there. */
const LEAVE = '结束办理';

export class KioskPage {
  readonly page: Page;
  readonly bridge: FakeBridge;
  #tapped = 0;

  private constructor(page: Page, bridge: FakeBridge) {
    this.page = page;
    this.bridge = bridge;
  }

  static async open(browser: Browser): Promise<KioskPage> {
    const [{ page }, bridge] = await Promise.all([openPage(browser), FakeBridge.start()]);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.clock.install();
    await page.goto(bridge.url);
    return new KioskPage(page, bridge);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.bridge.stop();
  }

  /** Nobody is served, all is well, and no card is left. */
  async attract(): Promise<void> {
    const title = this.page.getByRole('heading', { name: '请出示您的证件' }).and(this.page.locator('h1'));
    this.bridge.reset();
    await this.page.getByTestId('screen-attract').and(this.page.locator(':has(h1)')).waitFor();
    await title.waitFor();
  }

  /** The visit ends with its page. */
  async home(): Promise<void> {
    this.bridge.reset();
    await this.page.reload();
  }

  /** What the page shows, for whoever reads that a step could not be taken. */
  shows(): Promise<string> {
    return this.page.locator('body').textContent({ timeout: 1_000 }).then(String);
  }

  /** The words of the buttons in the middle of the screen, and the one that leaves. */
  buttons(): Promise<readonly string[]> {
    return this.page.locator('.stage button:not(.key), .bottom button').allInnerTexts();
  }

  async shown(screen: string): Promise<void> {
    await this.page.getByTestId(`screen-${screen}`).waitFor({ timeout: 15_000 });
  }

  async reads(text: string): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async tap(word: string, within: 'dialog' | 'body' = 'body'): Promise<void> {
    await delay(Math.max(0, this.#tapped + BETWEEN_TAPS_MS - performance.now()));
    await this.page.locator(within).getByRole('button', { name: word, exact: true }).tap();
    this.#tapped = performance.now();
  }

  /** Nobody touches anything until the page has waited as long as it does. */
  async wait(patience: Patience): Promise<void> {
    if (patience.kind === 'working') throw new Error('nobody is timed out while the terminal works');
    const countdown = patience.kind === 'ask' ? COUNTDOWN_S : 0;
    await this.page.clock.runFor((patience.seconds + countdown + 1) * 1_000);
  }

  /** By the button where there is one, or by the answer to the question whether somebody is still there. */
  async leave(hasButton: boolean, patience: Patience): Promise<void> {
    if (hasButton) return this.tap(LEAVE);
    if (patience.kind !== 'ask') throw new Error('nothing cancels this screen');
    await this.page.clock.runFor((patience.seconds + 1) * 1_000);
    await this.tap(LEAVE, 'dialog');
  }

  /** As soon as the page has asked. */
  async answer(command: CommandName | undefined, reply: Exclude<Reply, 'hang'>): Promise<void> {
    if (command === undefined) throw new Error('nothing is asked here');
    await vi.waitFor(() => this.bridge.complete(command, reply), SOON);
  }

  async tell(command: CommandName, name: string, payload: object): Promise<void> {
    await vi.waitFor(() => this.bridge.event(command, name, payload), SOON);
  }

  /** Another card than the one that lies there. */
  nextCard(): void {
    this.bridge.liftCard();
    this.bridge.layCard();
  }

  /** The end of a visit, by `event`: told to the bridge, and the page as before it. */
  async ended(event: string): Promise<void> {
    if (event === 'DISCONNECTED') return this.#backAgain();
    await this.heard('Visit.End');
    if (event === 'CARD_LAID') {
      // It is the next person's.
      await this.heard('Visit.Begin');
      await this.shown('card');
      await this.tap(LEAVE);
    }
    // Without any reader the terminal would be out of service.
    this.bridge.liftCard();
    await this.shown('attract');
  }

  /** The page has said this to the bridge. */
  async heard(command: CommandName): Promise<void> {
    const heard = () => expect(this.bridge.heard.map(({ name }) => name)).toContain(command);
    await vi.waitFor(heard, { interval: 10, timeout: 8_000 });
  }

  /** The bridge is back: a card that lies there all the time is the last person's, and begins nothing. */
  async #backAgain(): Promise<void> {
    const lies = this.bridge.state.devices.idCardReader.status === 'card-present';
    if (!lies) this.bridge.liftCard();
    await this.shown('attract');
    if (lies) await this.page.getByRole('heading', { name: '请取走您的证件' }).first().waitFor();
    expect(this.bridge.heard.map(({ name }) => name)).not.toContain('Visit.Begin');
    this.bridge.liftCard();
  }
}

type Named = Extract<Exclude<Reply, 'hang'>, { fault: unknown }>['fault'];
/** Faults that a bridge has a name for, and so can say. */
export const isNamed = (fault: string): fault is Named =>
  !['disconnected', 'cancelled', 'timedOut', 'unexpected', 'unknown'].includes(fault);
