/** A page that crashes or hangs: its visit is ended, a new page is asked for, and a check-in under way is told. */
import { ManualClock } from '@anban/foundation/clock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HEARTBEAT_MS, SILENCE_MS } from '../protocol/messages.ts';
import { memoryLog } from '../testing/memory-log.ts';
import type { Page } from '../testing/page.ts';
import { confirm, TestTerminal } from '../testing/test-terminal.ts';
import { INTERRUPTED_MS } from '../visit/desk.ts';
import { PageWatch, STARTING_MS } from './page-watch.ts';

describe('the watch', () => {
  let clock: ManualClock;
  let told: string[];
  let answers: boolean;
  const watch = (expected: boolean) =>
    new PageWatch({
      clock,
      log: memoryLog().log,
      expected,
      onSilent: () => told.push('silent'),
      restart: () => {
        told.push('restart');
        return answers;
      },
    });
  beforeEach(() => {
    clock = new ManualClock();
    told = [];
    answers = true;
  });

  test('a page that beats is left alone, one that stops is started again after 20 seconds', async () => {
    const page = watch(false);
    for (let i = 0; i < 20; i += 1) {
      page.beat(true);
      await clock.advance(HEARTBEAT_MS);
    }
    expect(told).toEqual([]);
    await clock.advance(SILENCE_MS - HEARTBEAT_MS - 1);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['silent', 'restart']);
  });

  test('asks again and again until a page comes', async () => {
    const page = watch(true);
    await clock.advance(3 * STARTING_MS);
    expect(told.filter((one) => one === 'restart')).toHaveLength(3);
    page.beat(true);
    await clock.advance(SILENCE_MS - 1);
    expect(told.filter((one) => one === 'restart')).toHaveLength(3);
  });

  test('where nobody can start a page, it says so once and waits for the next', async () => {
    answers = false;
    const page = watch(false);
    page.beat(true);
    await clock.advance(10 * STARTING_MS);
    expect(told).toEqual(['silent', 'restart']);
    page.beat(true);
    await clock.advance(SILENCE_MS);
    expect(told).toHaveLength(4);
  });

  test('a page that nobody sees is not missed', async () => {
    const page = watch(false);
    page.beat(true);
    page.beat(false);
    await clock.advance(10 * SILENCE_MS);
    expect(told).toEqual([]);
  });
});

describe('a visit whose page is lost', () => {
  let terminal: TestTerminal;
  beforeEach(async () => {
    terminal = await TestTerminal.start();
  });
  afterEach(() => terminal.close());

  const ended = () => terminal.logged.lines.filter(({ event }) => event === 'visit-ended');
  const identified = async () => {
    const visit = await terminal.visitOf();
    await visit.page.send('Visit.DeclineFace', { visitId: visit.visitId });
    await confirm(visit.page, visit.visitId, 0);
    await confirm(visit.page, visit.visitId, 1);
    return visit;
  };
  const interrupted = async (page: Page) => (await page.send('Terminal.Interrupted')).payload;

  test('by silence: the visit ends, the connection is dropped, and another page can take over', async () => {
    const { page } = await terminal.visitOf();
    await page.send('Terminal.Heartbeat', { showing: true });
    await terminal.clock.advance(SILENCE_MS);
    await page.closed;
    expect(ended()).toEqual([expect.objectContaining({ why: 'page-gone' })]);
    expect(await interrupted(await terminal.page())).toEqual({ checkIn: null });
  });

  test('while its check-in was under way: one record, one ticket, and the next page is told, once', async () => {
    const { page, visitId } = await identified();
    terminal.centre.trouble.set('/v1/check-ins', 'hang');
    void page.send('Visit.CheckIn', { visitId }).catch(() => {});
    await expect.poll(() => terminal.centre.requests.includes('POST /v1/check-ins')).toBe(true);
    page.socket.terminate();
    await terminal.logged.waitFor('visit-ended');
    const next = await terminal.page();
    const told = interrupted(next);
    await terminal.clock.advance(2_000);
    expect(await told).toMatchObject({ checkIn: { outcome: 'kept', room: 'A' } });
    expect(terminal.devices.receiptPrinter.tickets).toHaveLength(1);
    expect(await interrupted(next)).toEqual({ checkIn: null });
  });

  test('after the number was given: told too, unless somebody else has begun or two minutes have passed', async () => {
    const first = await identified();
    await first.page.send('Visit.CheckIn', { visitId: first.visitId });
    first.page.socket.terminate();
    await terminal.logged.waitFor('visit-ended');
    const next = await terminal.page();
    await terminal.clock.advance(INTERRUPTED_MS);
    expect(await interrupted(next)).toEqual({ checkIn: null });
  });

  test('a visit that was ended by the person leaves nothing to tell', async () => {
    const { page, visitId } = await identified();
    await page.send('Visit.CheckIn', { visitId });
    await page.send('Visit.End', { visitId });
    page.socket.terminate();
    await terminal.logged.waitFor('client-released');
    expect(await interrupted(await terminal.page())).toEqual({ checkIn: null });
  });
});
