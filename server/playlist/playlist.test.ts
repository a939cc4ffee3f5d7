/** 宣传内容 at the centre: who may keep it, what is taken, what a terminal is given. */
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PICTURE_LIMIT, Picture, Playlist, PlaylistItem, pictureTypeOf } from '../contract/playlist.ts';
import { testCases } from '../testing/case-machines.ts';
import { OTHER_SITE, SITE, startTestCentre, type TestCentre, TODAY } from '../testing/centre.ts';
import { type TestStaff, testStaff } from '../testing/staff.ts';
import type { TestTerminal } from '../testing/terminal.ts';

const DAY_MS = 86_400_000;

const chunk = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
};
/** As far as pictures are looked at: signature, header, chunks, end. */
function png(width = 2, height = 2, more: readonly Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = deflateSync(Buffer.alloc(16));
  const parts = [chunk('IHDR', header), ...more, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]);
}
const jpeg = (width = 2, height = 2): Buffer => {
  const frame = Buffer.from('ffc0001108000000000301220002110103110100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), frame]);
};

const CARD = {
  title: { zh: '工伤认定办理时限', en: 'Time limits' },
  text: { zh: '受理后六十日内作出决定', en: 'A decision within 60 days' },
  picture: null,
  seconds: 15,
  from: TODAY,
  until: TODAY,
  sites: [],
};
const PICTURE = { ...CARD, text: null, picture: png().toString('base64') };

let centre: TestCentre;
let chief: TestStaff;
let clerk: TestStaff;
let terminal: TestTerminal;
let other: TestTerminal;
beforeAll(async () => {
  centre = await startTestCentre({ cases: testCases });
  [terminal, other] = [await centre.terminal(SITE), await centre.terminal(OTHER_SITE)];
});
afterAll(() => centre.close());
beforeEach(async () => {
  // Anew each time: a test that moves the clock ends sessions.
  chief = await testStaff(centre, ['chief']);
  clerk = await testStaff(centre, ['clerk']);
  await centre.foundation.database.db.deleteFrom('playlist_item').execute();
});

const add = async (item: object) => {
  const { status, body } = await chief.post('/v1/playlist/items', item);
  expect(status).toBe(200);
  return PlaylistItem.parse(body);
};
const shownAt = async (where: TestTerminal) => Playlist.parse((await where.get('/v1/playlist')).body);

describe('keeping it', () => {
  test('the head of the office adds, lists and removes; it is audited; others may not', async () => {
    const { id } = await add(CARD);
    expect((await chief.get('/v1/playlist/items')).body).toEqual({ items: [{ id, ...CARD }] });
    expect((await clerk.post('/v1/playlist/items', CARD)).status).toBe(403);
    expect((await clerk.call('DELETE', `/v1/playlist/items/${id}`)).status).toBe(403);
    expect((await chief.call('DELETE', `/v1/playlist/items/${id}`)).status).toBe(200);
    expect((await chief.call('DELETE', `/v1/playlist/items/${id}`)).status).toBe(404);
    const actions = await centre.audited(id);
    expect(actions.map(({ action }) => action)).toEqual(['playlist.added', 'playlist.removed']);
  });

  test.each([
    ['both words and picture', { ...CARD, picture: PICTURE.picture }],
    ['neither', { ...CARD, text: null }],
    ['until before from', { ...CARD, until: '2026-01-01' }],
    ['faster than five seconds', { ...CARD, seconds: 4 }],
    ['no English', { ...CARD, title: { zh: '标题', en: ' ' } }],
    [
      'a script that calls itself a picture',
      { ...PICTURE, picture: Buffer.from('<svg onload="x"/>').toString('base64') },
    ],
    ['a picture that moves', { ...PICTURE, picture: png(2, 2, [chunk('acTL', Buffer.alloc(8))]).toString('base64') }],
    ['a picture larger than any panel', { ...PICTURE, picture: png(5000, 10).toString('base64') }],
    ['a picture cut short', { ...PICTURE, picture: png().subarray(0, 40).toString('base64') }],
  ])('%s is refused', async (_, item) => {
    expect((await chief.post('/v1/playlist/items', item)).status).toBe(400);
    expect((await shownAt(terminal)).items).toEqual([]);
  });

  test('more than a mebibyte is refused', () => {
    expect(pictureTypeOf(Buffer.concat([png(), Buffer.alloc(PICTURE_LIMIT)]))).toBeNull();
  });
});

describe('what pictures are', () => {
  test('is seen in the bytes', () => {
    expect(pictureTypeOf(png())).toBe('image/png');
    expect(pictureTypeOf(jpeg())).toBe('image/jpeg');
    expect(pictureTypeOf(jpeg(5000, 2))).toBeNull();
  });

  test('any bytes are answered, never thrown at', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.constantFrom(png(), jpeg()), fc.nat(), fc.nat(255)).map(([picture, at, value]) => {
        const broken = Buffer.from(picture);
        broken[at % broken.length] = value;
        return broken;
      }),
    );
    fc.assert(fc.property(bytes, (some) => [null, 'image/png', 'image/jpeg'].includes(pictureTypeOf(some))));
  });
});

describe('what a terminal is given', () => {
  test('what its site shows from today on, under a digest that changes with it', async () => {
    await add(CARD);
    await add({ ...CARD, sites: [OTHER_SITE] });
    const before = await shownAt(terminal);
    expect(before.items).toHaveLength(1);
    expect((await shownAt(other)).items).toHaveLength(2);
    expect((await shownAt(terminal)).digest).toBe(before.digest);
    await add({ ...CARD, from: '2026-12-01', until: '2026-12-31' });
    expect((await shownAt(terminal)).digest).not.toBe(before.digest);
    expect((await shownAt(terminal)).items).toHaveLength(2);
    await centre.clock.advance(DAY_MS);
    expect((await shownAt(terminal)).items).toHaveLength(1);
  });

  test('pictures by their digest, and no others', async () => {
    const { picture } = await add(PICTURE);
    const given = await terminal.get(`/v1/playlist/pictures/${picture?.digest}`);
    expect(Picture.parse(given.body)).toEqual({ type: 'image/png', base64: PICTURE.picture });
    expect((await terminal.get(`/v1/playlist/pictures/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await fetch(`${centre.url}/v1/playlist/pictures/${picture?.digest}`)).status).toBe(400);
  });
});
