/** 工作人员协助 and 维护: who helps is known and logged, and never sees a face; staff take the terminal out of service. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AGAIN_MS } from '../assistance/delivery.ts';
import { CONSENT_VERSION } from '../protocol/consent.ts';
import { cookieOf } from '../testing/page.ts';
import { OFFICERS } from '../testing/sample-roster.ts';
import { TestTerminal } from '../testing/test-terminal.ts';

const [HELPER] = OFFICERS;
let terminal: TestTerminal;
beforeEach(async () => {
  terminal = await TestTerminal.start();
});
afterEach(() => terminal.close());

const lines = (event: string) => terminal.logged.lines.filter((line) => line.event === event);
const helperId = () =>
  terminal.roster.bundle.officers.find(({ staffNumber }) => staffNumber === HELPER.staffNumber)?.officerId;
const assist = { staffNumber: HELPER.staffNumber, pin: HELPER.pin };

describe('a helper', () => {
  test('signs in, and the log says who, in which visit, from when to when', async () => {
    const { page, visitId } = await terminal.visitOf();
    expect((await page.send('Visit.Assist', { visitId, ...assist })).code).toBe('ok');
    expect((await page.send('Visit.EndAssistance', { visitId })).code).toBe('ok');
    expect(lines('assistance-begun')).toEqual([expect.objectContaining({ visitId, officerId: expect.any(String) })]);
    expect(lines('assistance-ended')).toEqual([expect.objectContaining({ visitId, why: 'asked' })]);
    await page.send('Visit.End', { visitId });
    expect(lines('assistance-ended')).toHaveLength(1);
  });

  test('goes with the visit', async () => {
    const { page, visitId } = await terminal.visitOf();
    await page.send('Visit.Assist', { visitId, ...assist });
    await page.send('Visit.End', { visitId });
    expect(lines('assistance-ended')).toEqual([expect.objectContaining({ why: 'visit-over' })]);
    expect((await page.send('Visit.EndAssistance', { visitId })).payload).toEqual({ errorCode: 'visitOver' });
  });

  test('with a wrong PIN is nobody', async () => {
    const { page, visitId } = await terminal.visitOf();
    const refused = await page.send('Visit.Assist', { visitId, staffNumber: HELPER.staffNumber, pin: '000000' });
    expect(refused.payload).toEqual({ errorCode: 'officerUnknown' });
    expect(lines('assistance-begun')).toEqual([]);
  });

  const told = () => terminal.centre.assistances.map(({ ended, ...line }) => ({ ...line, why: ended?.why ?? null }));
  const open = () => ({ id: expect.any(String), officerId: helperId(), begunAt: expect.any(String), why: null });

  test('is told to the centre at the beginning and at the end, once each', async () => {
    const { page, visitId } = await terminal.visitOf();
    await page.send('Visit.Assist', { visitId, ...assist });
    await expect.poll(told).toEqual([{ ...open(), visitId }]);
    await page.send('Visit.EndAssistance', { visitId });
    await expect.poll(told).toEqual([
      { ...open(), visitId },
      { ...open(), visitId, why: 'asked' },
    ]);
    await terminal.clock.advance(AGAIN_MS);
    await page.send('Visit.End', { visitId });
    expect(told()).toHaveLength(2);
    expect(new Set(terminal.centre.assistances.map(({ id }) => id)).size).toBe(1);
  });

  test('while the terminal is cut off is told when the line is back, from when to when', async () => {
    await terminal.centre.down();
    const { page, visitId } = await terminal.visitOf();
    const begunAt = new Date(terminal.clock.now()).toISOString();
    await page.send('Visit.Assist', { visitId, ...assist });
    await terminal.clock.advance(1_000);
    await page.send('Visit.End', { visitId });
    await terminal.shutDown();
    await terminal.boot();
    await terminal.centre.up();
    await expect
      .poll(async () => {
        await terminal.clock.advance(5_000);
        return told();
      })
      .toEqual([{ ...open(), visitId, begunAt, why: 'visit-over' }]);
    const [line] = terminal.centre.assistances;
    expect(line?.ended?.at).toBe(new Date(Date.parse(begunAt) + 1_000).toISOString());
  });

  test('that the centre refuses is told again every minute, and said once', async () => {
    const refusal = { status: 404, error: { name: 'not-found', message: '', code: 'X' } };
    terminal.centre.trouble.set('/v1/assistances', refusal);
    const { page, visitId } = await terminal.visitOf();
    await page.send('Visit.Assist', { visitId, ...assist });
    await terminal.logged.waitFor('assistance-refused');
    const asked = () => terminal.centre.requests.filter((request) => request === 'POST /v1/assistances').length;
    await terminal.clock.advance(AGAIN_MS);
    await expect.poll(asked).toBe(2);
    terminal.centre.trouble.clear();
    await terminal.clock.advance(AGAIN_MS);
    await expect.poll(told).toEqual([{ ...open(), visitId }]);
    expect(lines('assistance-refused')).toHaveLength(1);
  });

  test.each([
    ['sees no face while they help', true],
    ['(control) without a helper the person sees their own face', false],
  ])('%s', async (_, helped) => {
    const { page, visitId } = await terminal.visitOf();
    if (helped) await page.send('Visit.Assist', { visitId, ...assist });
    const cookie = await cookieOf(terminal.port);
    const preview = await fetch(`http://127.0.0.1:${terminal.port}/kiosk/v1/preview.mjpeg`, { headers: { cookie } });
    terminal.devices.matcher.verdict = null;
    const looking = page.start('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });
    await expect.poll(() => terminal.devices.camera.open).toBe(1);
    await page.send('Common.Cancel', { requestIds: [looking.requestId] });
    await looking.answer;
    const seen = Buffer.from(await preview.arrayBuffer()).includes('image/jpeg');
    expect(seen).toBe(!helped);
  });
});

describe('maintenance', () => {
  const outOfService = async () => {
    const health: unknown = await (await fetch(`http://127.0.0.1:${terminal.port}/health`)).json();
    return z.object({ outOfService: z.string().nullable() }).parse(health).outOfService;
  };

  test('is set by staff only, outlives a restart, and is taken back', async () => {
    const page = await terminal.page();
    const id = '0193a1b2-0000-7000-8000-000000000001';
    expect((await page.send('Diagnostics.SetMaintenance', { diagnosticsId: id, on: true })).payload).toEqual({
      errorCode: 'diagnosticsOver',
    });
    const opened = async (from: typeof page) =>
      z.object({ diagnosticsId: z.string() }).parse((await from.send('Diagnostics.Open', assist)).payload);
    await page.send('Diagnostics.SetMaintenance', { ...(await opened(page)), on: true });
    expect(await outOfService()).toBe('maintenance');
    await terminal.shutDown();
    await terminal.boot();
    expect(await outOfService()).toBe('maintenance');
    const again = await terminal.page();
    await again.send('Diagnostics.SetMaintenance', { ...(await opened(again)), on: false });
    expect(await outOfService()).toBeNull();
    expect(lines('maintenance-set')).toEqual([expect.objectContaining({ on: false })]);
  });

  test.each([
    ['signature-old', 'clock-wrong'],
    ['terminal-revoked', 'centre-refuses'],
  ])('the centre says %s: %s, and back by itself', async (name, reason) => {
    terminal.centre.trouble.set('/v1/roster', { status: 401, error: { name, message: '', code: 'X' } });
    await expect
      .poll(async () => {
        await terminal.clock.advance(5_000);
        return outOfService();
      })
      .toBe(reason);
    terminal.centre.trouble.clear();
    await expect
      .poll(async () => {
        await terminal.clock.advance(5_000);
        return outOfService();
      })
      .toBeNull();
  });
});
