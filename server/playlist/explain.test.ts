import { describe, expect, test } from 'vitest';
import { NewPlaylistItem } from '../contract/playlist.ts';
import { explained } from './explain.ts';

const CARD = {
  title: { zh: '工伤认定办理时限', en: 'Time limits' },
  text: { zh: '六十日', en: '60 days' },
  picture: null,
  seconds: 15,
  from: '2026-11-21',
  until: '2026-11-21',
  sites: [],
};
const linesOf = (item: object) => {
  const read = NewPlaylistItem.safeParse(item);
  return read.success ? [] : explained(read.error);
};

describe('what is wrong with an item is said by its option, in Chinese and English', () => {
  test.each([
    ['words of 201 characters', { text: { zh: '字'.repeat(201), en: '60 days' } }, '--text-zh: 1 到 200 个字'],
    ['no English words', { text: { zh: '六十日', en: '' } }, '--text-en: 1 到 200 个字'],
    ['a title of 41 characters', { title: { zh: '字'.repeat(41), en: 'a' } }, '--title-zh: 1 到 40 个字'],
    ['seconds that are no number', { seconds: Number('soon') }, '--seconds: 5 到 120 的整数'],
    ['four seconds', { seconds: 4 }, '--seconds: 5 到 120 的整数'],
    ['a day that is none, and before the first one', { until: '12.31' }, '--until: 日期写作 YYYY-MM-DD'],
    ['an end before the beginning', { until: '2026-11-20' }, '--until: 不能早于第一天'],
    ['a site that is none', { sites: ['潍城区'] }, '--site: 六位数字'],
    ['neither words nor picture', { text: null }, '二者选一'],
  ])('%s', (_, change, words) => {
    const lines = linesOf({ ...CARD, ...change });
    expect(lines).toEqual([expect.stringContaining(words)]);
    expect(lines.join()).toMatch(/\([\w ,-]+\)$/);
  });

  test('each thing once, also when nothing is right', () => {
    const lines = linesOf({ ...CARD, title: { zh: '', en: '' }, seconds: 0, sites: ['a', 'b'] });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['--title-zh', '--title-en', '--seconds', '--site']);
  });
});
