import { expect, test } from 'vitest';
import { unprintableIn } from './printable.ts';

test('an emoji is refused with its code point before a number is used up', () => {
  expect(unprintableIn('操作冲床时受伤😀')).toMatchObject({
    name: 'character-not-in-fonts',
    message: expect.stringContaining('U+1F600'),
  });
});

test('Chinese, Latin and what people type can be printed', () => {
  expect(unprintableIn('王建华 A-3 “引号”（2026）〔1〕号；①②℃ 阿依努尔·吐尔逊江 \n')).toBeNull();
});
