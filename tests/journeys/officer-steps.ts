/** What officers do on the page, in whichever service they decide about somebody. */
import type { KioskPage } from './kiosk-page.ts';

export async function signIn(kiosk: KioskPage): Promise<void> {
  await kiosk.page.getByLabel('工号').fill('1001');
  await kiosk.page.getByLabel('PIN').fill('246810');
  await kiosk.tap('下一步');
}

/** Nobody touches anything until so many seconds of both officers' time are left, by the number that the page shows. */
export async function officersWait({ page }: KioskPage, seconds: number): Promise<void> {
  const left = Number(await page.locator('.time-left strong').textContent());
  await page.clock.runFor(Math.max(0, left - seconds) * 1_000);
}

export async function confirm(kiosk: KioskPage): Promise<void> {
  for (const word of ['是同一个人', '本人与证件照片一致']) await kiosk.tap(word);
}
