/**
 * What JavaScript of the kiosk page holds after many visits, over what it held after the first tenth of them: flat is 1.
 * Each visit ends with the page started anew, about half a second: ANBAN_VISITS=1000 for the figure of issue 3.
 */
import { openBrowser, openPage } from '../support/browser.ts';
import { FakeBridge } from '../support/fake-bridge.ts';

const VISITS = Number(process.env.ANBAN_VISITS ?? 50);
const BYTES_PER_MB = 1_048_576;

const [bridge, browser] = await Promise.all([FakeBridge.start(), openBrowser()]);
const { page } = await openPage(browser);
const devtools = await page.context().newCDPSession(page);
await page.goto(bridge.url);
let early = 0;
for (let visit = 0; visit < VISITS; visit += 1) {
  await oneVisit();
  if (visit === Math.floor(VISITS / 10)) early = await usedAfterCollection();
}
const late = await usedAfterCollection();
await browser.close();
await bridge.stop();

const megabytes = (bytes: number) => Math.round((bytes / BYTES_PER_MB) * 100) / 100;
const figures = {
  visits: VISITS,
  heap_mb_after_the_first_tenth: megabytes(early),
  heap_mb_after_all: megabytes(late),
  ratio: Math.round((late / early) * 1000) / 1000,
  goal_ratio: 1.05,
};
process.stdout.write(`${JSON.stringify({ name: 'kiosk-memory', figures })}\n`);

/** From the first screen to the next first screen. */
async function oneVisit(): Promise<void> {
  await page
    .getByRole('heading', { name: '请出示您的证件', level: 1 })
    .and(page.locator('.screen-pictured h1'))
    .waitFor();
  await page.getByTestId('screen-attract').waitFor();
  bridge.layCard();
  await page.getByTestId('screen-card').waitFor();
  await page.getByRole('button', { name: '结束办理' }).click();
  await page.getByTestId('screen-attract').waitFor();
  bridge.liftCard();
}

async function usedAfterCollection(): Promise<number> {
  await page.getByTestId('screen-attract').waitFor();
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}
