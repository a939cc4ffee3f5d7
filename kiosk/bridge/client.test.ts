/** The client against a bridge that is a test: what it says on the wire, and what it makes of what it hears. */
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeSocket, settle } from '../testing/fake-socket.ts';
import { ManualTimers } from '../testing/manual-timers.ts';
import { BridgeClient, GRACE, type Link, LONGEST_SILENCE, RECONNECT } from './client.ts';

const VISIT = '0193a1b2-0000-7000-8000-000000000001';
let timers: ManualTimers;
let sockets: FakeSocket[];
let links: Link[];
let client: BridgeClient;

const current = () => {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error('never connected');
  return socket;
};

async function comeOnline(): Promise<void> {
  current().events.opened();
  current().snapshot();
  current().answers('Terminal.Claim');
  await settle();
}

beforeEach(async () => {
  timers = new ManualTimers();
  sockets = [];
  links = [];
  client = new BridgeClient((events) => {
    const socket = new FakeSocket(events);
    sockets.push(socket);
    return socket;
  }, timers);
  client.onLink((link) => links.push(link));
  await comeOnline();
});

describe('a command', () => {
  it('is answered with what the bridge says, after its events', async () => {
    const events: unknown[] = [];
    const read = client.send(
      'Visit.ReadDocument',
      { visitId: VISIT },
      { timeout: 60_000, onEvent: (e) => events.push(e) },
    );
    const sent = current().sent.at(-1);
    expect(sent).toMatchObject({
      header: { type: 'command', name: 'Visit.ReadDocument', version: '1.0', timeout: 60_000 },
      payload: { visitId: VISIT },
    });
    const requestId = current().last('Visit.ReadDocument');
    current().says('acknowledge', 'Visit.ReadDocument', { requestId });
    current().says('event', 'Visit.ReadProgressEvent', { requestId }, { stage: 'reading' });
    current().says('event', 'Visit.ReadProgressEvent', { requestId }, { stage: 'no such stage' });
    current().answers('Visit.ReadDocument', {
      holder: { name: '王建国', maskedNumber: '3707' },
      cardExpired: false,
      faceUnavailable: null,
      admission: { outcome: 'not-on-roster' },
    });
    expect(await read).toMatchObject({ ok: true, value: { admission: { outcome: 'not-on-roster' } } });
    expect(events).toEqual([{ stage: 'reading' }]);
    expect(timers.waiting).toBe(0);
  });

  it('without a payload sends none, and numbers rise', async () => {
    void client.send('Visit.Begin', {});
    void client.send('Terminal.CallStaff', {});
    const [begin, call] = current().sent.slice(-2);
    expect(begin).not.toHaveProperty('payload');
    expect(call?.header.requestId).toBeGreaterThan(begin?.header.requestId ?? 0);
  });

  it.each([
    ['commandErrorCode', { errorCode: 'visitOver' }, 'visitOver'],
    ['commandErrorCode', { errorCode: 'not in the table' }, 'unexpected'],
    ['timeOut', undefined, 'timedOut'],
    ['canceled', undefined, 'cancelled'],
    ['internalError', undefined, 'unexpected'],
  ])('that is completed with %s %j fails as %s', async (completionCode, payload, fault) => {
    const end = client.send('Visit.End', { visitId: VISIT });
    current().answers('Visit.End', payload, { completionCode });
    expect(await end).toEqual({ ok: false, fault });
  });

  it('whose answer is not what was agreed fails as unexpected', async () => {
    const begin = client.send('Visit.Begin', {});
    current().answers('Visit.Begin', { visitId: 'not an id' });
    expect(await begin).toEqual({ ok: false, fault: 'unexpected' });
  });

  it('that is refused at the door fails at once', async () => {
    const begin = client.send('Visit.Begin', {});
    const requestId = current().last('Visit.Begin');
    current().says('acknowledge', 'Visit.Begin', { requestId, status: 'tooManyRequests' });
    expect(await begin).toEqual({ ok: false, fault: 'unexpected' });
  });

  it('that is never answered is given up', async () => {
    const begin = client.send('Visit.Begin', {});
    timers.advance(LONGEST_SILENCE + GRACE);
    expect(await begin).toEqual({ ok: false, fault: 'timedOut' });
  });

  it('that is aborted asks the bridge to cancel, and waits for its word', async () => {
    const abort = new AbortController();
    const read = client.send('Visit.ReadDocument', { visitId: VISIT }, { signal: abort.signal });
    const requestId = current().last('Visit.ReadDocument');
    abort.abort();
    expect(current().sent.at(-1)).toMatchObject({
      header: { name: 'Common.Cancel', version: '2.0' },
      payload: { requestIds: [requestId] },
    });
    current().answers('Visit.ReadDocument', undefined, { completionCode: 'canceled' });
    expect(await read).toEqual({ ok: false, fault: 'cancelled' });
  });

  it('that is aborted before it begins is not sent', async () => {
    const sent = current().sent.length;
    const read = client.send('Visit.ReadDocument', { visitId: VISIT }, { signal: AbortSignal.abort() });
    expect(await read).toEqual({ ok: false, fault: 'cancelled' });
    expect(current().sent).toHaveLength(sent);
  });

  it('under way when the bridge goes fails as disconnected, and so does one after it', async () => {
    const before = client.send('Visit.Begin', {});
    current().close();
    expect(await before).toEqual({ ok: false, fault: 'disconnected' });
    expect(await client.send('Visit.Begin', {})).toEqual({ ok: false, fault: 'disconnected' });
  });

  it('with a request that was never agreed is a bug, and throws', async () => {
    await expect(client.send('Visit.End', { visitId: 'no id' })).rejects.toThrow();
  });
});

describe('the state of the terminal', () => {
  it('is known once it was told and the claim was granted', () => {
    expect(client.link).toMatchObject({ phase: 'online', terminal: { siteName: '甲' } });
  });

  it('follows the changes in their order', () => {
    current().change(2, { waiting: 3 });
    current().change(3, { centre: 'unreachable' });
    expect(client.link).toMatchObject({ terminal: { waiting: 3, centre: 'unreachable', siteName: '甲' } });
  });

  it('does not mind a message that it does not know', () => {
    current().says('unsolicited', 'Terminal.WeatherEvent', {}, { rain: true });
    expect(client.link.phase).toBe('online');
  });

  it.each([
    ['a gap in the numbers', () => current().change(3, { waiting: 1 })],
    ['the same number again', () => current().change(1, { waiting: 1 })],
    ['a malformed change', () => current().change(2, { waiting: 'many' })],
    ['something that is no message', () => current().events.received('{"header":')],
    ['a message of another standard', () => current().events.received('{"hello":"world"}')],
  ])('%s: begins anew from a fresh snapshot', async (_, happens) => {
    const old = current();
    happens();
    expect(client.link).toEqual({ phase: 'offline', reason: 'disconnected' });
    expect(old.isClosed).toBe(true);
    timers.advance(RECONNECT.first);
    expect(sockets).toHaveLength(2);
    await comeOnline();
    expect(client.link.phase).toBe('online');
  });
});

describe('a bridge that is away', () => {
  it('is looked for again and again, at longer and longer intervals, but never long ones', () => {
    current().close();
    for (let i = 0; i < 10; i += 1) {
      const before = sockets.length;
      timers.advance(RECONNECT.longest);
      expect(sockets.length).toBeGreaterThan(before);
      current().close();
    }
  });

  it('that comes back is used again, quickly the next time too', async () => {
    current().close();
    timers.advance(RECONNECT.first);
    await comeOnline();
    current().close();
    timers.advance(RECONNECT.first);
    await comeOnline();
    expect(links.map(({ phase }) => phase)).toEqual(['online', 'offline', 'online', 'offline', 'online']);
  });

  it('what an old connection still says is not heard', async () => {
    const old = current();
    old.close();
    timers.advance(RECONNECT.first);
    old.snapshot(7);
    old.events.closed();
    await comeOnline();
    expect(sockets).toHaveLength(2);
    expect(client.link.phase).toBe('online');
  });

  it('that is driven by another page says so, and is asked again', async () => {
    current().close();
    timers.advance(RECONNECT.first);
    current().events.opened();
    current().snapshot();
    current().refuses('Terminal.Claim', 'claimedElsewhere');
    await settle();
    expect(client.link).toEqual({ phase: 'offline', reason: 'claimedElsewhere' });
    timers.advance(RECONNECT.longest);
    await comeOnline();
    expect(client.link.phase).toBe('online');
  });
});
