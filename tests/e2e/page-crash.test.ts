/**
 * The page crashes or hangs, in every state of a visit: the bridge ends the visit, asks for a new page, and nobody is
 * left without their number or gets two. The test plays systemd, which starts the browser again when it is asked.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openHall } from '../support/hall.ts';
import type { TestStack } from '../support/stack.ts';
import type { Visitor } from '../support/visitor.ts';

/** Of the bridge (SILENCE_MS), and what a busy machine may add. */
const SILENCE_MS = 20_000;
const SLACK_MS = 8_000;
const Health = z.object({ serving: z.boolean() });

const folder = mkdtempSync(join(tmpdir(), 'anban-restart-'));
const restartFile = join(folder, 'restart-page');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hall = openHall({ pageRestartFile: restartFile });
let stack: TestStack;
let visitor: Visitor;

/** Resolves with the page's first sign of life. */
const beats = ({ page }: Visitor) =>
  new Promise<void>((resolve) => {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('Terminal.Heartbeat')) resolve();
      });
    });
  });

beforeEach(async () => {
  ({ stack } = hall);
  await stack.panel.reset();
  visitor = await hall.openKiosk();
  const alive = beats(visitor);
  await visitor.arrive(stack.kioskUrl);
  await alive;
  rmSync(restartFile, { force: true });
}, 60_000);

afterEach(async () => {
  await visitor.page.context().close();
});

const serving = async () => Health.parse(await (await fetch(`${stack.kioskUrl}/health`)).json()).serving;

/** The renderer dies; the bridge sees its socket close, and the visit with it. */
async function crash(): Promise<void> {
  const devtools = await visitor.page.context().newCDPSession(visitor.page);
  const crashed = new Promise((resolve) => visitor.page.once('crash', resolve));
  void devtools.send('Page.crash').catch(() => {});
  await crashed;
  await expect.poll(serving, { timeout: 5_000 }).toBe(false);
}

/** As systemd does: the old browser is ended, a new one comes. */
async function restart(): Promise<void> {
  await visitor.page.context().close();
  visitor = await hall.openKiosk();
  await visitor.page.goto(stack.kioskUrl);
}

const numberOn = async (screen: string) =>
  (await (await visitor.sees(screen)).textContent())?.match(/(T-)?[A-Z]+\d{3}/)?.[0] ?? 'no number';

describe('the page is lost', () => {
  it('while nobody is served: back, and it serves', async () => {
    await crash();
    await restart();
    await visitor.sees('attract');
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
  });

  const STATES: [string, () => Promise<unknown>][] = [
    ['consent', async () => {}],
    ['manual', () => visitor.touches('不使用人脸')],
    [
      'officer',
      async () => {
        await visitor.touches('不使用人脸');
        await visitor.touches('我是工作人员');
      },
    ],
    [
      'face',
      async () => {
        await stack.panel.leave();
        await visitor.touches('同意，使用人脸核对');
      },
    ],
  ];
  it.each(STATES)('on %s: ended cleanly, and the card that still lies there begins anew', async (screen, go) => {
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
    await go();
    await visitor.sees(screen);
    await crash();
    await restart();
    // After a look at the face that was cut short, the officers come at once.
    await visitor.page.getByTestId(/screen-(consent|manual)/).waitFor();
    expect(await stack.panel.tickets()).toHaveLength(0);
    await stack.panel.lift();
  });

  it('with a number on the screen: the same number again, and no second ticket', async () => {
    await stack.panel.lay('li-xiuying');
    await visitor.touches('不使用人脸');
    await visitor.isCheckedByOfficers();
    const number = await numberOn('ticket');
    await crash();
    await restart();
    expect(await numberOn('ticket')).toBe(number);
    expect(await stack.panel.tickets()).toHaveLength(1);
    await stack.panel.lift();
    await visitor.touches('完成');
    await visitor.sees('attract');
    await stack.panel.lay('li-xiuying');
    expect(await numberOn('alreadyCheckedIn')).toBe(number);
    expect(await stack.panel.tickets()).toHaveLength(1);
  });

  it('while the check-in is under way: done once, printed once, and the new page shows the number', async () => {
    await stack.panel.lay('ayinuer');
    await visitor.touches('不使用人脸');
    stack.wire.cut();
    await visitor.isCheckedByOfficers();
    await visitor.page.getByTestId(/screen-(result|ticket)/).waitFor();
    await crash();
    await restart();
    const number = await numberOn('ticket');
    expect(number).toMatch(/^T-/);
    expect(await stack.panel.tickets()).toHaveLength(1);
    expect((await stack.panel.tickets())[0]?.text).toContain(number);
    stack.wire.mend();
  });
});

describe('the bridge notices by itself', () => {
  const asked = () => existsSync(restartFile);

  it('a crash: asks for a new page after twenty seconds', async () => {
    await crash();
    expect(asked()).toBe(false);
    await expect.poll(asked, { timeout: SILENCE_MS + SLACK_MS, interval: 200 }).toBe(true);
  }, 60_000);

  it('a hang in a visit: ends the visit too, and the new page can take over', async () => {
    await stack.panel.lay('zhao-min');
    await visitor.sees('consent');
    void visitor.page
      .evaluate(() => {
        for (;;);
      })
      .catch(() => {});
    await expect.poll(asked, { timeout: SILENCE_MS + SLACK_MS, interval: 200 }).toBe(true);
    expect(await serving()).toBe(false);
    await stack.panel.lift();
    const hung = visitor;
    visitor = await hall.openKiosk();
    await visitor.page.goto(stack.kioskUrl);
    await visitor.sees('attract');
    await hung.page.context().close();
  }, 60_000);
});
