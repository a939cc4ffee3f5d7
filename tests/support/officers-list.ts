/** The officer's list in a browser that stays open all day: what it shows must come by itself, without a reload. */
import type { Page } from 'playwright-core';
import { SAMPLE_OFFICERS } from '../../scripts/setup/stack.ts';

const [FIRST] = SAMPLE_OFFICERS;

export class OfficersList {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async signIn(page: Page, url: string): Promise<OfficersList> {
    await page.goto(url);
    await page.getByLabel('工号').fill(FIRST.number);
    await page.getByLabel(/密码|PIN/).fill(FIRST.pin);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return new OfficersList(page);
  }

  /** Waits until a line shows all of these. */
  async shows(...texts: string[]): Promise<void> {
    let line = this.page.getByRole('row');
    for (const text of texts) line = line.filter({ hasText: text });
    await line.first().waitFor({ timeout: 15_000 });
  }

  /** 叫号: the number of somebody who has arrived. */
  async calls(number: string): Promise<void> {
    await this.page.getByRole('button', { name: `叫号 ${number}` }).click();
    await this.shows(number, '已叫号');
  }

  /** Waits until an alert says this. */
  async isAlerted(text: string | RegExp): Promise<void> {
    await this.page.getByRole('alert').filter({ hasText: text }).first().waitFor({ timeout: 15_000 });
  }
}
