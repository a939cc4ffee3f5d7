import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CameraEmulator } from '../camera/emulator.ts';
import { IdCardReaderEmulator } from '../id-card-reader/emulator.ts';
import { PEOPLE, portraitJpeg } from '../people/people.ts';
import { ReceiptPrinterEmulator } from '../receipt-printer/emulator.ts';
import { SCENARIOS } from './scenarios.ts';
import { Panel } from './server.ts';
import type { DeskState } from './state.ts';
import type { Wait } from './storyteller.ts';

let folder: string;
let reader: IdCardReaderEmulator;
let camera: CameraEmulator;
let printer: ReceiptPrinterEmulator;
let panel: Panel;
/** How stories wait: not at all, unless a test says otherwise. */
let wait: Wait;

beforeEach(async () => {
  wait = async () => {};
  folder = mkdtempSync(join(tmpdir(), 'anban-panel-'));
  reader = new IdCardReaderEmulator({ linkPath: join(folder, 'reader') });
  camera = new CameraEmulator({ port: 0 });
  printer = new ReceiptPrinterEmulator({ port: 0, millimetresPerSecond: Number.POSITIVE_INFINITY });
  await Promise.all([reader.start(), camera.start(), printer.start()]);
  const desk = { reader, camera, printer, people: PEOPLE, portrait: portraitJpeg };
  panel = await Panel.start(desk, {
    port: 0,
    kiosk: 'http://127.0.0.1:5870',
    officer: null,
    wait: (ms, signal) => wait(ms, signal),
  });
});

afterEach(async () => {
  await panel.close();
  await Promise.all([reader.close(), camera.close(), printer.close()]);
  rmSync(folder, { recursive: true });
});

type Answer = { readonly status: number; readonly body: DeskState & { readonly error?: string } };

async function post(path: string, body: unknown): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${panel.url}/api/${path}`, init);
  return { status: response.status, body: await response.json() };
}

const get = (path: string): Promise<Response> => fetch(`${panel.url}/${path}`);

async function print(words: string): Promise<void> {
  const printed = new Promise<void>((resolve) => {
    const stop = printer.onChange(() => {
      stop();
      resolve();
    });
  });
  const host = connect(printer.port, '127.0.0.1');
  await once(host, 'connect');
  host.end(`${words}\n\x1dV\x00`, 'latin1');
  await printed;
}

const TIDY: DeskState = {
  reader: { plugged: true, card: null, fault: null },
  camera: {
    plugged: true,
    dropped: false,
    show: { kind: 'nobody' },
    condition: 'normal',
    presentation: 'live',
    pose: 'front',
  },
  printer: { plugged: true, paper: 'ok', cover: 'closed' },
  tickets: [],
};

describe('the state of the desk', () => {
  it('is told whole', async () => {
    expect(await (await get('api/state')).json()).toEqual(TIDY);
  });

  it('is sent again after every change', async () => {
    const response = await get('api/events');
    const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async (): Promise<DeskState> =>
      JSON.parse(((await lines?.read())?.value ?? '').replace(/^data: /, ''));
    expect(await next()).toEqual(TIDY);
    reader.lay('zhao-min');
    expect(await next()).toEqual({ ...TIDY, reader: { ...TIDY.reader, card: 'zhao-min' } });
    printer.openCover();
    expect((await next()).printer.cover).toBe('open');
    await lines?.cancel();
  });
});

describe('hands on the reader', () => {
  it('lay a card and take it away', async () => {
    expect((await post('reader', { action: 'lay', person: 'li-xiuying' })).body.reader.card).toBe('li-xiuying');
    expect((await post('reader', { action: 'lift' })).body.reader.card).toBeNull();
  });

  it('pull the plug and push it back', async () => {
    expect((await post('reader', { action: 'unplug' })).body.reader.plugged).toBe(false);
    expect((await post('reader', { action: 'replug' })).body.reader.plugged).toBe(true);
  });

  it('make it fail a few times, for ever, no more', async () => {
    const few = await post('reader', { action: 'fault', kind: 'checksum', times: 3 });
    expect(few.body.reader.fault).toEqual({ kind: 'checksum', times: 3 });
    const ever = await post('reader', { action: 'fault', kind: 'silent' });
    expect(ever.body.reader.fault).toEqual({ kind: 'silent', times: null });
    expect((await post('reader', { action: 'clear-fault' })).body.reader.fault).toBeNull();
  });

  it('make a few faults wait for a card that is read', async () => {
    await post('reader', { action: 'fault', kind: 'checksum', times: 1 });
    expect(reader.state.fault).toEqual({ kind: 'checksum', times: 1, on: 'read' });
  });
});

describe('who stands before the camera', () => {
  it.each([
    { kind: 'nobody' },
    { kind: 'person', id: 'wang-jianhua' },
    { kind: 'two', ids: ['wang-jianhua', 'li-xiuying'] },
    { kind: 'photo-of-landscape' },
  ])('$kind', async (show) => {
    expect((await post('camera', { show })).body.camera.show).toEqual(show);
  });

  it('and what is wrong with the picture', async () => {
    expect((await post('camera', { condition: 'frozen' })).body.camera.condition).toBe('frozen');
    expect((await post('camera', { presentation: 'print' })).body.camera.presentation).toBe('print');
    expect((await post('camera', { pose: 'left' })).body.camera.pose).toBe('left');
    expect((await post('camera', { action: 'drop' })).body.camera.dropped).toBe(true);
    expect((await post('camera', { action: 'restore' })).body.camera.dropped).toBe(false);
    expect((await post('camera', { action: 'unplug' })).body.camera.plugged).toBe(false);
    expect((await post('camera', { action: 'replug' })).body.camera.plugged).toBe(true);
  });
});

describe('the printer', () => {
  it.each([
    ['paper-out', { paper: 'out' }],
    ['paper-low', { paper: 'low' }],
    ['open-cover', { cover: 'open' }],
    ['unplug', { plugged: false }],
  ])('%s and back', async (action, expected) => {
    expect((await post('printer', { action })).body.printer).toEqual({ ...TIDY.printer, ...expected });
    await post('printer', { action: 'refill' });
    await post('printer', { action: 'close-cover' });
    expect((await post('printer', { action: 'replug' })).body.printer).toEqual(TIDY.printer);
  });

  it('shows what it printed, as text and as a picture', async () => {
    await print('A012');
    const tickets = await (await get('api/tickets')).json();
    expect(tickets).toEqual([{ id: '1', at: expect.stringMatching(/^\d{4}-.*Z$/), text: 'A012' }]);
    const picture = await get('api/tickets/1.png');
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer()).readUInt32BE(16)).toBe(576);
    expect((await get('api/tickets/9.png')).status).toBe(404);
  });
});

describe('the people', () => {
  it('are listed, each with somebody who looks different', async () => {
    const people: { id: string; stranger: string }[] = await (await get('api/people')).json();
    expect(people.map(({ id }) => id)).toEqual(PEOPLE.map(({ id }) => id));
    for (const { id, stranger } of people) expect([id, stranger === id]).toEqual([id, false]);
  });

  it('have a picture', async () => {
    const picture = await get('api/people/wang-jianhua.jpg');
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect((await get('api/people/nobody.jpg')).status).toBe(404);
  });
});

describe('putting all back', () => {
  it('leaves a tidy desk without tickets', async () => {
    await print('A012');
    await post('reader', { action: 'lay', person: 'li-xiuying' });
    await post('reader', { action: 'fault', kind: 'silent' });
    await post('camera', { show: { kind: 'person', id: 'zhao-min' } });
    await post('camera', { condition: 'dark' });
    await post('camera', { presentation: 'screen' });
    await post('camera', { pose: 'mouth-open' });
    await post('camera', { action: 'drop' });
    for (const action of ['open-cover', 'paper-out', 'unplug']) await post('printer', { action });
    expect((await post('reset', {})).body).toEqual(TIDY);
  });
});

describe('one-click stories', () => {
  it.each([
    ['impostor', { card: 'chen-shufen', show: { kind: 'person', id: 'zhao-min' }, paper: 'ok', condition: 'normal' }],
    [
      'expired-card',
      { card: 'zhou-ting', show: { kind: 'person', id: 'zhou-ting' }, paper: 'ok', condition: 'normal' },
    ],
    [
      'paper-out',
      { card: 'liu-guilan', show: { kind: 'person', id: 'liu-guilan' }, paper: 'out', condition: 'normal' },
    ],
    ['camera-frozen', { card: 'ayinuer', show: { kind: 'person', id: 'ayinuer' }, paper: 'ok', condition: 'frozen' }],
  ])('%s', async (id, expected) => {
    const { body } = await post('scenario', { id });
    const { reader: r, camera: c, printer: p } = body;
    expect({ card: r.card, show: c.show, paper: p.paper, condition: c.condition }).toEqual(expected);
  });

  it('begin on a tidy desk, with the last card taken away first', async () => {
    await post('printer', { action: 'paper-out' });
    await post('reader', { action: 'lay', person: 'li-xiuying' });
    const seen: (string | null)[] = [];
    reader.onChange(() => seen.push(reader.state.personId));
    const { body } = await post('scenario', { id: 'happy-path' });
    expect(body.printer.paper).toBe('ok');
    expect(seen.filter((card, index) => card !== seen[index - 1])).toEqual(['li-xiuying', null, 'wang-jianhua']);
  });

  it('give way to the next one', async () => {
    wait = (_ms, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const first = post('scenario', { id: 'reader-unplugged' });
    while (reader.state.personId !== 'zhao-min') await changed(reader);
    wait = async () => {};
    const { body } = await post('scenario', { id: 'no-portrait' });
    expect(body.reader).toEqual({ plugged: true, card: 'wu-min', fault: null });
    await first;
    expect(reader.state).toMatchObject({ plugged: true, personId: 'wu-min' });
  });

  it('have words in both languages', () => {
    for (const { title, see } of SCENARIOS) expect([title.zh, title.en, see.zh, see.en]).not.toContain('');
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
  });
});

const changed = (device: { onChange(listener: () => void): () => void }): Promise<void> =>
  new Promise((resolve) => {
    const stop = device.onChange(() => {
      stop();
      resolve();
    });
  });

describe('what is refused, in words', () => {
  it.each<[string, unknown, RegExp]>([
    ['reader', { action: 'lay', person: 'nobody' }, /person: There is no such person/],
    ['reader', { action: 'fault', kind: 'fire' }, /kind: The reader has no such fault/],
    ['reader', { action: 'fault', kind: 'silent', times: 0 }, /times/],
    ['reader', { action: 'dance' }, /action/],
    ['reader', {}, /action/],
    ['camera', { show: { kind: 'two', ids: ['wang-jianhua'] } }, /.+/],
    ['camera', { condition: 'pink' }, /.+/],
    ['camera', { presentation: 'hologram' }, /.+/],
    ['camera', { pose: 'upside-down' }, /.+/],
    ['printer', { action: 'burn' }, /action/],
    ['printer', [], /.+/],
    ['scenario', { id: 'none' }, /There is no such scenario/],
    ['reader', '{', /must be JSON/],
  ])('%s %j', async (path, body, words) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatch(words);
  });

  it('another page and another host name', async () => {
    const url = `${panel.url}/api/reader`;
    const headers = { 'Content-Type': 'application/json', Origin: 'http://evil.example' };
    const body = JSON.stringify({ action: 'unplug' });
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(403);
    const rebound = request(`${panel.url}/api/state`, { headers: { Host: 'evil.example' } }).end();
    const [response] = await once(rebound, 'response');
    response.resume();
    expect(response.statusCode).toBe(403);
    expect(reader.state.plugged).toBe(true);
  });

  it('a path that is not there', async () => {
    expect((await get('api/nothing')).status).toBe(404);
    expect((await get('secret.ts')).status).toBe(404);
    expect((await get('..%2fserver.ts')).status).toBe(404);
  });
});

describe('the page', () => {
  it('and every module it loads come as the browser can run them', async () => {
    const page = await (await get('')).text();
    expect(page).toContain('main.ts');
    const wanted = ['main.ts'];
    for (const name of wanted) {
      const module = await get(name);
      expect(module.headers.get('content-type')).toMatch(/^text\/javascript/);
      const code = await module.text();
      expect(code).not.toMatch(/import type|: string/);
      for (const [, imported = ''] of code.matchAll(/from '\.\/([\w-]+\.ts)'/g)) {
        if (!wanted.includes(imported)) wanted.push(imported);
      }
    }
    expect(wanted.length).toBeGreaterThan(10);
  });

  it('may load nothing from elsewhere but the picture of the camera', async () => {
    const policy = (await get('')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(new URL(camera.url).origin);
  });
});
