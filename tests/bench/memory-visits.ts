/** Whole check-ins at the real page behind a bridge that answers at once, and what happens to a page between them. */
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';

/** Every so many turns the bridge goes away and comes back, which takes the page a second. */
const TURNS_PER_LOSS = 10;

export class Visits {
  readonly page: Page;
  readonly #bridge: FakeBridge;

  private constructor(page: Page, bridge: FakeBridge) {
    this.page = page;
    this.#bridge = bridge;
  }

  /** `leak`: a script that the page runs before its own. */
  static async open(browser: Browser, leak?: () => void): Promise<Visits> {
    const [{ page }, bridge] = await Promise.all([openPage(browser), FakeBridge.start()]);
    if (leak !== undefined) await page.addInitScript(leak);
    await page.goto(bridge.url);
    bridge.replies = {
      'Visit.ReadDocument': {
        answer: {
          holder: { name: '王*华', maskedNumber: '370702********0025' },
          cardExpired: false,
          faceUnavailable: null,
          admission: { outcome: 'admitted', room: 'A' },
        },
      },
      'Visit.MatchFace': { answer: { outcome: 'pass', reason: null } },
      'Visit.CheckIn': { answer: { outcome: 'accepted', number: 'A012', room: 'A', printFault: null } },
      'Terminal.CallStaff': { answer: { told: true } },
    };
    const visits = new Visits(page, bridge);
    await visits.#invited();
    return visits;
  }

  /** From the card on the reader to the next person's first screen, which is a page of its own. */
  async checkIn(): Promise<void> {
    this.#bridge.heard.length = 0;
    this.#bridge.layCard();
    await this.#shown('consent');
    await this.#press('同意，使用人脸核对');
    await this.#shown('ticket');
    this.#bridge.liftCard();
    await this.#press('完成');
    // The page that ends would answer as well.
    await this.page.getByTestId('screen-ticket').waitFor({ state: 'detached' });
    await this.#invited();
  }

  /** What can happen to a page that waits all day for a person: it stays the same page. */
  async between(turn: number): Promise<void> {
    await this.#press('显示与声音');
    await this.page.locator('.mode', { hasText: '长辈模式' }).dispatchEvent('click');
    await this.#press('全部恢复原样');
    await this.#answer('好了，继续');
    await this.#press('呼叫工作人员');
    await this.#answer('知道了');
    await this.#press('English');
    await this.#press('中文');
    this.#bridge.device('camera', { status: 'reconnecting', reason: 'cameraLost' });
    this.#bridge.device('camera', { status: 'ready' });
    if (turn % TURNS_PER_LOSS === 0) {
      this.#bridge.drop();
      await this.#shown('outOfService');
    }
    await this.#invited();
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.#bridge.stop();
  }

  /** As a switch does: two touches within 300 ms would be a double tap, and a key goes to wherever the focus is by then. */
  #press(name: string): Promise<void> {
    return this.page.getByRole('button', { name, exact: true }).dispatchEvent('click');
  }

  /** And the dialog is gone. */
  async #answer(name: string): Promise<void> {
    await this.#press(name);
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  #shown(screen: string): Promise<void> {
    return this.page.getByTestId(`screen-${screen}`).waitFor();
  }

  /** The first screen with its bridge behind it. */
  async #invited(): Promise<void> {
    await this.page.getByRole('button', { name: '鉴定签到' }).waitFor();
  }
}
