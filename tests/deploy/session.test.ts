/** What the person sees and what nobody can do: the kiosk's real session, headless, with its real policies. */
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FakeBridge } from '../support/fake-bridge.ts';
import { freePorts } from '../support/free-ports.ts';
import { KioskSession, UNPRIVILEGED, whyNoSession } from './kiosk-session.ts';

const soon = { timeout: 60_000, interval: 50 };
const reason = whyNoSession();

describe.skipIf(reason !== null)(
  `the kiosk session${reason === null ? '' : ` (skipped: ${reason})`}`,
  { timeout: 90_000 },
  () => {
    let bridge: FakeBridge;
    let session: KioskSession;
    let browser: Browser;
    let page: Page;
    /** Another page on this machine, which would answer. */
    let stranger: Server;
    let strangerPort: number;
    let debugPort: number;

    beforeAll(async () => {
      bridge = await FakeBridge.start();
      [debugPort = 0, strangerPort = 0] = await freePorts(2);
      stranger = createServer((_request, response) => response.end('stranger')).listen(strangerPort, '127.0.0.1');
      session = new KioskSession();
      session.start(bridge.url, { debugPort, forTests: true });
      await vi.waitFor(async () => expect(await isOpen(debugPort)).toBe(true), soon);
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${debugPort}`);
      page = await vi.waitFor(kioskPage, soon);
      await page.getByRole('heading').first().waitFor();
    });
    afterAll(async () => {
      await browser?.close();
      await session?.close();
      await bridge?.stop();
      stranger?.close();
    });

    function kioskPage(): Page {
      const pages = browser.contexts().flatMap((context) => context.pages());
      const found = pages.find((open) => open.url() === bridge.url);
      if (found === undefined) throw new Error(session.said);
      return found;
    }

    /** Opens `address` in a tab of its own; what Chromium says. */
    async function open(address: string): Promise<string> {
      const tab = await page.context().newPage();
      try {
        await tab.goto(address);
        return await tab.evaluate(() => document.body.textContent ?? '');
      } catch (error) {
        return String(error);
      } finally {
        await tab.close();
      }
    }

    test('the page fills the whole screen', async () => {
      const seen = await page.evaluate(() => ({
        page: [innerWidth, innerHeight],
        window: [outerWidth, outerHeight],
        screen: [screen.width, screen.height],
        // Chromium's own bars would be above the page.
        top: screenY,
      }));
      expect(seen.screen[0]).toBeGreaterThan(1000);
      expect(seen).toEqual({ page: seen.screen, window: seen.screen, screen: seen.screen, top: 0 });
    });

    test.for(['file:///etc/passwd', 'data:text/html,hello', 'chrome://settings/', 'view-source:file:///etc/passwd'])(
      'blocked: %s',
      async (address) => {
        expect(await open(address)).toMatch(/ERR_BLOCKED_BY_ADMINISTRATOR|ERR_ABORTED/);
      },
    );

    test('blocked: another page, also one on this machine; the own page is not', async () => {
      expect(await (await fetch(`http://127.0.0.1:${strangerPort}/`)).text()).toBe('stranger');
      expect(await open(`http://127.0.0.1:${strangerPort}/`)).toContain('ERR_BLOCKED_BY_ADMINISTRATOR');
      expect(await open('https://example.com/')).toContain('ERR_BLOCKED_BY_ADMINISTRATOR');
      expect(await open(bridge.url)).not.toContain('ERR_');
    });

    test('no camera and no microphone for the page: they are the bridge’s', async () => {
      const permissions = await page.evaluate(async () => {
        const camera = await navigator.permissions.query({ name: 'camera' });
        const microphone = await navigator.permissions.query({ name: 'microphone' });
        return [camera.state, microphone.state];
      });
      expect(permissions).toEqual(['denied', 'denied']);
    });

    test('the voice may speak before the first touch', async () => {
      const tab = await page.context().newPage();
      const wire = await page.context().newCDPSession(tab);
      await tab.goto(bridge.url);
      // Not `evaluate`: that counts as a touch.
      const expression = '[new AudioContext().state, navigator.userActivation.hasBeenActive].join()';
      const { result } = await wire.send('Runtime.evaluate', { expression, userGesture: false });
      await tab.close();
      expect(result.value).toBe('running,false');
    });

    test('the browser runs as an unprivileged user, its pages in the sandbox', () => {
      const renderers = session.processes().filter(({ command }) => command.includes('--type=renderer'));
      expect(renderers.length).toBeGreaterThan(0);
      for (const { status, command } of renderers) {
        expect(command).not.toContain('--no-sandbox');
        expect(field(status, 'Uid')).toBe(String(UNPRIVILEGED));
        expect(field(status, 'NoNewPrivs')).toBe('1');
        // 2: a filter of system calls; and a process namespace of its own inside the session's.
        expect(field(status, 'Seccomp')).toBe('2');
        expect(
          status
            .match(/^NSpid:(.*)$/m)?.[1]
            ?.trim()
            .split(/\s+/).length,
        ).toBeGreaterThanOrEqual(3);
      }
    });

    test('with all policies nobody can attach, and nothing of the browser before is left', async () => {
      await session.kill();
      const profile = join(session.runtime, 'profile');
      writeFileSync(join(profile, 'left-behind'), '');
      if (!readdirSync(profile).includes('SingletonLock')) symlinkSync('elsewhere-1', join(profile, 'SingletonLock'));
      bridge.heard.length = 0;
      session.start(bridge.url, { debugPort, forTests: false });
      await expect.poll(() => bridge.heard.map(({ name }) => name), soon).toContain('Terminal.Claim');
      expect(await isOpen(debugPort)).toBe(false);
      expect(existsSync(join(profile, 'DevToolsActivePort'))).toBe(false);
      expect(existsSync(join(profile, 'left-behind'))).toBe(false);
    });
  },
);

/** Does anybody listen there? */
function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const field = (status: string, name: string) => status.match(new RegExp(`^${name}:\\s*(\\S+)`, 'm'))?.[1];
