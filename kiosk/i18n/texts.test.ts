import { describe, expect, it } from 'vitest';
import { COMMON_TEXTS } from './common.ts';
import { DICTIONARIES } from './dictionaries.ts';
import { fill, translator } from './translate.ts';

const ALL = Object.entries(DICTIONARIES).flatMap(([dictionary, { zh, en }]) => {
  const english = new Map(Object.entries<string>(en));
  return Object.entries<string>(zh).map(([key, text]) => ({
    name: `${dictionary}.${key}`,
    zh: text,
    en: english.get(key) ?? '',
  }));
});
const blanks = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('every text', () => {
  it('says something in both languages, with the same blanks to fill', () => {
    expect(ALL.length).toBeGreaterThan(100);
    for (const { name, zh, en } of ALL) {
      expect([zh.trim(), en.trim()], name).not.toContain('');
      expect(blanks(en), name).toEqual(blanks(zh));
    }
  });

  it('is Chinese for the Chinese, and not for the others', () => {
    for (const { name, zh, en } of ALL) {
      expect(zh, name).toMatch(/\p{Script=Han}/u);
      expect(en, name).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

it('no text accuses', () => {
  const words = /冒充|假冒|骗|伪造|非法|impostor|fake|fraud|illegal/i;
  for (const { zh, en } of ALL.filter(({ name }) => !name.endsWith('consentWhyText'))) {
    expect(zh).not.toMatch(words);
    expect(en).not.toMatch(words);
  }
});

it('the room has the name that the ticket and the list of the officers give it', () => {
  const rooms = ALL.filter(({ zh }) => /室/.test(zh));
  expect(rooms.length).toBeGreaterThan(0);
  for (const { name, zh } of rooms) expect(zh.replaceAll('诊室', ''), name).not.toContain('室');
});

it('fills what is named and leaves what is not given', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  expect(translator(COMMON_TEXTS, 'en')('idleMore', { seconds: 20 })).toContain('20 seconds');
});
