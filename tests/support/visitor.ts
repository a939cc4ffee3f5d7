/** A person before the kiosk: sees screens, reads, touches. Everything is found by what it says. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';

/** Longer than anything a person should ever wait for. */
const PATIENCE_MS = 20_000;
/** A second touch within 300 ms is a double tap to the kiosk, unless both are for keys. */
const HAND_MS = 350;
const KEY = /^数字 /;

export class Visitor {
  readonly page: Page;
  /** Fingers on the panel so far. */
  taps = 0;
  #lastTouch = { at: 0, key: false };

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the kiosk and waits until it invites. */
  async arrive(kioskUrl: string): Promise<void> {
    await this.page.goto(kioskUrl);
    await this.sees('attract');
  }

  /** Ends the visit as a person does: a page that is simply gone would have its number shown again by the next one. */
  async leaves(): Promise<void> {
    if (await this.page.getByTestId('screen-ticket').isVisible()) {
      await this.touches('完成');
      await this.sees('attract');
    }
    await this.page.context().close();
  }

  /** Waits for a screen by its state's name, so many ms; the screen. */
  async sees(screen: string, patience = PATIENCE_MS): Promise<Locator> {
    const found = this.page.getByTestId(`screen-${screen}`);
    await found.waitFor({ timeout: patience }).catch(async (error: unknown) => {
      const shown = await this.page
        .locator('[data-testid^="screen-"]')
        .evaluateAll((all) => all.map((one) => one.dataset.testid));
      const words = (await this.text()).slice(0, 300);
      throw new Error(`no screen "${screen}", but ${shown.join(', ')}: ${words}`, { cause: error });
    });
    return found;
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout: PATIENCE_MS });
  }

  async touches(name: string | RegExp): Promise<void> {
    const key = typeof name === 'string' && KEY.test(name);
    const button = this.page.getByRole('button', { name }).first();
    await button.waitFor({ timeout: PATIENCE_MS });
    const rest = this.#lastTouch.at + HAND_MS - performance.now();
    if (rest > 0 && !(key && this.#lastTouch.key)) await delay(rest);
    await button.tap({ timeout: PATIENCE_MS });
    this.taps += 1;
    this.#lastTouch = { at: performance.now(), key };
  }

  /** Everything on the screen, as text. */
  async text(): Promise<string> {
    return (await this.page.locator('body').textContent()) ?? '';
  }

  /** Both sample officers come, sign in on the number pad and decide. */
  /** `screen`: where they sign in, at the check-in or at the door of the room. */
  async isCheckedByOfficers(samePerson = true, screen = 'officer'): Promise<void> {
    await this.touches('我是工作人员');
    for (const { number, pin } of SAMPLE_OFFICERS) {
      await this.officerDecides(number, pin, samePerson, screen);
      if (!samePerson) return;
    }
  }

  async officerDecides(number: string, pin: string, samePerson: boolean, screen = 'officer'): Promise<void> {
    await this.officerSignsIn(number, pin, screen);
    await this.touches(samePerson ? /^是同一个人/ : /^不是同一个人/);
    await this.touches(samePerson ? '本人与证件照片一致' : '不是证件上的人');
  }

  async officerSignsIn(number: string, pin: string, screen = 'officer'): Promise<void> {
    await this.sees(screen);
    await this.staffSignIn(number, pin);
  }

  /** On the form that stands there, digit by digit on its pad. */
  async staffSignIn(number: string, pin: string): Promise<void> {
    await this.#type(number, '工号');
    await this.#type(pin, 'PIN 码');
    await this.touches('下一步');
  }

  async #type(digits: string, field: string): Promise<void> {
    await this.page.getByLabel(field, { exact: true }).tap();
    for (const digit of digits) await this.touches(`数字 ${digit}`);
  }
}
