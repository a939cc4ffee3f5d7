/** 宣传内容 on the terminal: fetched when it changed, kept over a cut and a restart, served to the page by the bridge. */
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@anban/foundation/ids';
import { dayInChina } from '@anban/server/contract/common';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAYLIST_PATH, PlaylistView } from '../protocol/playlist.ts';
import { TestTerminal } from '../testing/test-terminal.ts';
import { PlaylistCache } from './cache.ts';
import { SYNC_EVERY_MS } from './sync.ts';

const DAY_MS = 86_400_000;
/** A red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let terminal: TestTerminal;
const today = () => dayInChina(terminal.clock.now());
const card = (changes: object = {}) => ({
  id: newId(),
  title: { zh: '办理时限', en: 'Time limits' },
  text: { zh: '六十日', en: '60 days' },
  picture: null,
  seconds: 15,
  from: today(),
  until: today(),
  sites: [],
  ...changes,
});
const picture = (bytes = PNG) => card({ text: null, picture: { digest: digestOf(bytes), type: 'image/png' } });

/** The centre has another list from now on, and the terminal has fetched it. */
async function publish(...items: ReturnType<typeof card>[]): Promise<void> {
  const since = terminal.logged.lines.length;
  terminal.centre.playlist = { digest: digestOf(Buffer.from(JSON.stringify(items))), items };
  await terminal.clock.advance(SYNC_EVERY_MS);
  await terminal.logged.waitFor('playlist-fetched', since);
}
const get = (path: string) => fetch(`http://127.0.0.1:${terminal.port}${path}`);
const shown = async () => PlaylistView.parse(await (await get(PLAYLIST_PATH)).json()).items;
const asked = (path: string) => terminal.centre.requests.filter((request) => request.startsWith(`GET ${path}`)).length;

beforeEach(async () => {
  terminal = await TestTerminal.start();
  await terminal.logged.waitFor('playlist-fetched');
});
afterEach(() => terminal.close());

describe('a list with words and a picture', () => {
  beforeEach(() => {
    terminal.centre.pictures.set(digestOf(PNG), PNG);
    return publish(card(), picture());
  });

  test('is served from the bridge itself, the picture under the type of its bytes', async () => {
    const items = await shown();
    expect(items.map(({ title, text }) => [title.zh, text?.zh])).toEqual([
      ['办理时限', '六十日'],
      ['办理时限', undefined],
    ]);
    const served = await get(items[1]?.picture ?? '');
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer()).equals(PNG)).toBe(true);
  });

  test('is fetched again only when it changed, and no picture twice', async () => {
    await terminal.clock.advance(SYNC_EVERY_MS);
    await expect.poll(() => asked('/v1/playlist')).toBeGreaterThan(2);
    await publish(card(), card(), picture());
    expect(asked('/v1/playlist/pictures/')).toBe(1);
    expect(await shown()).toHaveLength(3);
  });

  test('outlives a restart while cut off', async () => {
    await terminal.shutDown();
    await terminal.centre.down();
    await terminal.boot();
    expect(await shown()).toHaveLength(2);
    await terminal.centre.up();
  });

  test('ends with its last day, without asking anybody', async () => {
    const kept = new PlaylistCache(join(terminal.folder, 'state', 'playlist'));
    const on = (days: number) => kept.view(dayInChina(terminal.clock.now() + days * DAY_MS)).items.length;
    expect([on(-1), on(0), on(1)]).toEqual([0, 2, 0]);
  });

  test('a picture that was spoilt on the disk is not shown, and fetched again', async () => {
    const folder = join(terminal.folder, 'state', 'playlist');
    writeFileSync(join(folder, digestOf(PNG)), 'no picture');
    expect(await shown()).toHaveLength(1);
    expect((await get(`${PLAYLIST_PATH}/${digestOf(PNG)}`)).status).toBe(404);
    const since = terminal.logged.lines.length;
    await terminal.clock.advance(SYNC_EVERY_MS);
    await terminal.logged.waitFor('playlist-fetched', since);
    expect(await shown()).toHaveLength(2);
  });

  test('a picture that is no longer named is forgotten', async () => {
    await publish(card());
    expect(readdirSync(join(terminal.folder, 'state', 'playlist'))).toEqual(['playlist.json']);
  });
});

test.each([
  ['something else than its name says', Buffer.concat([PNG, Buffer.from('x')]), PNG],
  ['a document that a browser would run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
])('a picture that is %s is not kept', async (_, sent, named) => {
  terminal.centre.pictures.set(digestOf(named ?? sent), sent);
  await publish(card(), picture(named ?? sent));
  expect(terminal.logged.lines).toContainEqual(expect.objectContaining({ event: 'playlist-refused', why: 'picture' }));
  expect(await shown()).toHaveLength(1);
});

test.each(['/../playlist.json', '/playlist.json', '/..%2f..%2fterminal-key.pem'])(
  'nothing but pictures is served: %s',
  async (path) => {
    expect((await get(`${PLAYLIST_PATH}${path}`)).status).toBe(404);
  },
);
