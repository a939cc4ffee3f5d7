/** Who may open the door, and what happens to those who knock wrongly. */
import { request } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { CONSENT_VERSION } from '../protocol/consent.ts';
import { FromBridge, MESSAGE_LIMIT, PREVIEW_PATH, SOCKET_PATH } from '../protocol/envelope.ts';
import { Snapshot } from '../protocol/state.ts';
import { cookieOf, Page } from '../testing/page.ts';
import { beginVisit, matchFace, TestTerminal } from '../testing/test-terminal.ts';

let terminal: TestTerminal;
beforeAll(async () => {
  terminal = await TestTerminal.start();
});
afterAll(() => terminal.close());

/** The HTTP status of a bare request. */
function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: terminal.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });
}

/** `open`, or the HTTP status with which the handshake was refused. */
function handshake(headers: Record<string, string>, origin?: string, path: string = SOCKET_PATH) {
  return new Promise<'open' | number>((resolve) => {
    const options = origin === undefined ? { headers } : { headers, origin };
    const socket = new WebSocket(`ws://127.0.0.1:${terminal.port}${path}`, options);
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    socket.on('error', () => {});
  });
}

const own = () => `http://127.0.0.1:${terminal.port}`;

describe('another page in the same browser', () => {
  test('is not served under another name (DNS rebinding)', async () => {
    expect(await statusOf('/', { host: `evil.example:${terminal.port}` })).toBe(403);
    expect(await statusOf('/', { host: `127.0.0.1:${terminal.port + 1}` })).toBe(403);
    expect(await statusOf('/', { host: `localhost:${terminal.port}` })).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1'])(
    'with the origin %s gets no socket, not even with the token',
    async (origin) => {
      const cookie = await cookieOf(terminal.port);
      expect(await handshake({ cookie }, origin)).toBe(403);
    },
  );

  test('gets no socket without the token, or without an origin', async () => {
    const cookie = await cookieOf(terminal.port);
    expect(await handshake({}, own())).toBe(403);
    expect(await handshake({ cookie: cookie.replace(/.$/, '*') }, own())).toBe(403);
    expect(await handshake({ cookie })).toBe(403);
    expect(await handshake({ cookie }, own(), '/xfs4iot/v1.0')).toBe(403);
    expect(await handshake({ cookie }, own())).toBe('open');
  });
});

describe('the page', () => {
  test('comes with a strict policy, an unreadable token, and is never cached', async () => {
    const { headers } = await fetch(own());
    expect(headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain(
      `default-src 'self'; img-src 'self'; connect-src 'self' ws://127.0.0.1:${terminal.port}`,
    );
  });

  test.each(['/../package.json', '/%2e%2e/state/store-secret', '/..%2fstate/store-secret', '/%ff'])(
    'nothing outside its folder: %s',
    async (path) => {
      expect(await statusOf(path, { host: `127.0.0.1:${terminal.port}` })).toBeGreaterThanOrEqual(400);
    },
  );

  test('the preview shows nothing without the token', async () => {
    expect(await statusOf(PREVIEW_PATH, { host: `127.0.0.1:${terminal.port}` })).toBe(403);
  });

  test('the preview shows pictures only while a face is looked at, and ends with it', async () => {
    const { page, visitId } = await terminal.visitOf('today');
    const response = await fetch(`${own()}${PREVIEW_PATH}`, { headers: { cookie: await cookieOf(terminal.port) } });
    expect(terminal.devices.camera.open).toBe(0);
    terminal.devices.matcher.verdict = null;
    const looking = page.start('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });
    await expect.poll(() => terminal.devices.camera.open).toBe(1);
    await page.send('Common.Cancel', { requestIds: [looking.requestId] });
    expect((await looking.answer).code).toBe('canceled');
    const body = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^multipart\/x-mixed-replace/);
    expect(body).toContain('Content-Type: image/jpeg\r\nContent-Length: 9\r\n\r\na picture\r\n--');
    expect(terminal.devices.camera.open).toBe(0);
    await page.close();
  });
});

describe('one page drives the terminal', () => {
  test('a second one is told so, until the first has gone', async () => {
    const first = await terminal.page();
    const second = await Page.open(terminal.port);
    expect((await second.send('Terminal.Claim')).payload).toEqual({ errorCode: 'claimedElsewhere' });
    expect((await second.send('Visit.Begin')).code).toBe('authorizationRequired');
    expect((await second.send('Common.Status')).payload).toEqual({ common: { device: 'online' } });
    const since = terminal.logged.lines.length;
    await first.close();
    await terminal.logged.waitFor('client-released', since);
    expect((await second.send('Terminal.Claim')).code).toBe('ok');
    await second.close();
  });

  test('every page sees the state: whole at first, then each change with its number', async () => {
    const page = await Page.open(terminal.port);
    const snapshot = await page.when(({ header }) => header.name === 'Terminal.SnapshotEvent');
    const { sequence, state } = Snapshot.parse(snapshot.payload);
    expect(state).toMatchObject({ centre: 'connected', session: { title: '劳动能力鉴定', day: '2026-11-21' } });
    terminal.devices.idCardReader.become({ status: 'card-present' });
    const change = await page.when(({ header }) => header.name === 'Terminal.ChangedEvent');
    expect(change.payload).toMatchObject({
      sequence: sequence + 1,
      change: { devices: { idCardReader: { status: 'card-present' }, camera: { status: 'ready' } } },
    });
    terminal.devices.idCardReader.become({ status: 'ready' });
    await page.close();
  });
});

describe('the life of a command', () => {
  test('acknowledge, events, one completion; its timeout ends it', async () => {
    const page = await terminal.page();
    const visitId = await beginVisit(page);
    const reading = page.start('Visit.ReadDocument', { visitId }, 5000);
    await page.when(({ header }) => header.type === 'event' && header.name === 'Visit.ReadProgressEvent');
    await terminal.clock.advance(5000);
    expect((await reading.answer).code).toBe('timeOut');
    const types = page.received.flatMap(({ header }) =>
      'requestId' in header && header.requestId === reading.requestId ? [header.type] : [],
    );
    expect(types).toEqual(['acknowledge', 'event', 'completion']);
    await page.close();
  });

  test('cancelling completes before what it cancels, and knows when there is nothing to cancel', async () => {
    const page = await terminal.page();
    const visitId = await beginVisit(page);
    const reading = page.start('Visit.ReadDocument', { visitId });
    const cancelling = page.start('Common.Cancel', { requestIds: [reading.requestId] });
    expect((await reading.answer).code).toBe('canceled');
    const completed = page.received.flatMap(({ header }) => (header.type === 'completion' ? [header.requestId] : []));
    expect(completed.slice(-2)).toEqual([cancelling.requestId, reading.requestId]);
    expect((await page.send('Common.Cancel', { requestIds: [999] })).payload).toEqual({
      errorCode: 'noMatchingRequestIDs',
    });
    await page.close();
  });

  test('what is unknown, ill-formed or of another version is refused by its own code', async () => {
    const page = await terminal.page();
    expect((await page.send('Visit.ReadDocument', { visitId: 'no uuid' })).code).toBe('invalidData');
    const raw = (header: object) =>
      page.socket.send(JSON.stringify({ header: { type: 'command', version: '1.0', ...header } }));
    raw({ name: 'CardReader.ChipIO', requestId: 100 });
    const unknown = await page.when(
      ({ header }) => header.type === 'completion' && header.name === 'CardReader.ChipIO',
    );
    expect(unknown.header).toMatchObject({ completionCode: 'unsupportedCommand' });
    raw({ name: 'Visit.Begin', requestId: 101, version: '2.0' });
    const version = await page.when(({ header }) => header.type === 'completion' && header.requestId === 101);
    expect(version.header).toMatchObject({ completionCode: 'unsupportedCommand' });
    raw({ name: 'Visit.Begin', requestId: 101 });
    const old = await page.when(({ header }) => header.type === 'acknowledge' && header.status === 'invalidRequestID');
    expect(old.header).toMatchObject({ requestId: 101 });
    await page.close();
  });

  test('too many at once are refused, and one who does not stop is shut out', async () => {
    const page = await terminal.page();
    for (let i = 0; i < 300; i += 1) page.start('Visit.Begin');
    expect(await page.closed).toBe(1008);
    const refused = page.received.filter(
      ({ header }) => header.type === 'acknowledge' && header.status === 'tooManyRequests',
    );
    expect(refused.length).toBeGreaterThan(200);
  });
});

describe('garbage', () => {
  /** Sends `data` on a fresh socket and resolves with the code with which the bridge closes it. */
  async function closedBy(data: string | Uint8Array): Promise<{ code: number; page: Page }> {
    const page = await Page.open(terminal.port);
    page.socket.send(data);
    return { code: await page.closed, page };
  }

  test('an invalid message with a number is acknowledged as such, then the connection is closed', async () => {
    const { code, page } = await closedBy('{"header":{"name":"Visit.Begin","requestId":1,"surplus":true}}');
    expect(code).toBe(1008);
    expect(page.received.at(-1)?.header).toMatchObject({ type: 'acknowledge', status: 'invalidMessage', requestId: 1 });
  });

  test('too long closes the connection', async () => {
    expect((await closedBy('x'.repeat(MESSAGE_LIMIT + 1))).code).toBe(1009);
  });

  test('bytes of any kind close the connection and leave the bridge as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect((await closedBy(bytes)).code).toBe(1008);
      }),
      { numRuns: 25 },
    );
  });

  test('JSON of any shape closes the connection or is answered in the envelope', async () => {
    const header = fc.record(
      {
        type: fc.constantFrom('command', 'event', 'completion'),
        name: fc.oneof(
          fc.constantFrom('Visit.Begin', 'Visit.CheckIn', 'Common.Cancel', '__proto__.X', 'Visit.End'),
          fc.string(),
        ),
        version: fc.constantFrom('1.0', '2.0', ''),
        requestId: fc.oneof(fc.integer(), fc.string(), fc.constant(Number.MAX_SAFE_INTEGER)),
        timeout: fc.oneof(fc.integer(), fc.constant(null)),
      },
      { requiredKeys: [] },
    );
    const message = fc.oneof(fc.jsonValue(), fc.record({ header, payload: fc.jsonValue() }, { requiredKeys: [] }));
    await fc.assert(
      fc.asyncProperty(message, async (value) => {
        const page = await Page.open(terminal.port);
        const answered = page.when((received) => received.header.type !== 'unsolicited');
        page.socket.send(JSON.stringify(value));
        await Promise.race([page.closed, answered]);
        for (const received of page.received) FromBridge.parse(received);
        await page.close();
      }),
      { numRuns: 60 },
    );
    const { page, visitId } = await terminal.visitOf('today');
    terminal.devices.matcher.verdict = { outcome: 'unavailable', reason: 'noFaceSeen' };
    expect((await matchFace(page, visitId)).code).toBe('ok');
  });
});
