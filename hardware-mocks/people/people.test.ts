import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bmp24 } from './bmp.ts';
import { liveFace, loadPeople, PEOPLE, portraitBmp, portraitJpeg, turnedFace } from './people.ts';

/** ISO 7064 MOD 11-2 over the number of a card (GB 11643). */
function hasRightCheckDigit(number: string): boolean {
  const sum = [...number.slice(0, 17)].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return '10X98765432'[sum % 11] === number[17];
}

describe('the sample people', () => {
  it('have each their own id, name and number', () => {
    for (const key of ['id', 'name', 'number'] as const) {
      expect(new Set(PEOPLE.map((person) => person[key])).size).toBe(PEOPLE.length);
    }
  });

  it('have numbers that fit birth date, sex and check digit, but for 郑燕, whose check digit is wrong', () => {
    for (const { id, number, birthDate, sex } of PEOPLE) {
      expect([id, number.slice(6, 14)]).toEqual([id, birthDate]);
      expect([id, hasRightCheckDigit(number)]).toEqual([id, id !== 'zheng-yan']);
      if (id !== 'zheng-yan') expect([id, Number(number[16]) % 2]).toEqual([id, sex === '1' ? 1 : 0]);
    }
  });

  it('have portraits, but for 吴敏, and one card has expired', () => {
    expect(PEOPLE.filter(({ hasPortrait }) => !hasPortrait).map(({ name }) => name)).toEqual(['吴敏']);
    expect(PEOPLE.filter(({ validTo }) => validTo < '20260101').map(({ name }) => name)).toEqual(['周婷']);
  });

  it('may be joined by more from a file, which is checked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'people-'));
    const file = join(folder, 'more.json');
    const [first] = PEOPLE;
    writeFileSync(file, JSON.stringify([{ ...first, id: 'one-more', face: 'zhao-min' }]));
    expect(await loadPeople(file)).toMatchObject([{ id: 'one-more', face: 'zhao-min' }]);
    writeFileSync(file, JSON.stringify([{ ...first, birthDate: '1968-03-12' }]));
    await expect(loadPeople(file)).rejects.toThrow('birthDate');
    rmSync(folder, { recursive: true });
  });
});

describe('what they look like', () => {
  it.each(PEOPLE.map(({ id }) => id))('%s: a portrait, a live face and a turned one, all different', async (id) => {
    const portrait = await portraitBmp(id);
    expect([portrait.length, portrait.readInt32LE(18), portrait.readInt32LE(22)]).toEqual([38862, 102, 126]);
    expect((await portraitJpeg(id)).readUInt16BE(0)).toBe(0xffd8);
    const [live, turned] = await Promise.all([liveFace(id), turnedFace(id)]);
    expect(live.data().equals(turned.data())).toBe(false);
  });

  it('no two people who come before the camera have the same portrait', async () => {
    // 马兰 (wrong day) and 朱琳 (wrong site) share a face.
    const people = PEOPLE.filter(({ id }) => id !== 'zhu-lin');
    const portraits = await Promise.all(people.map(async ({ id }) => (await portraitBmp(id)).toString('base64')));
    expect(new Set(portraits).size).toBe(people.length);
  });

  it('nobody else has a face', async () => {
    await expect((async () => portraitBmp('nobody'))()).rejects.toThrow('nobody');
  });
});

it('a bitmap has its rows from the bottom, blue first, each padded to four bytes', () => {
  const file = bmp24(Uint8Array.of(1, 2, 3, 4, 5, 6), 1, 2);
  expect(file.subarray(54).toString('hex')).toBe('06050400' + '03020100');
});
