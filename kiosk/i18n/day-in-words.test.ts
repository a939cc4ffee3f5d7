import { expect, it } from 'vitest';
import { dayInWords } from './day-in-words.ts';

it.each([
  ['2026-11-29', 2026, '11月29日 星期日', 'Sunday, 29 November'],
  ['2027-01-04', 2026, '2027年1月4日 星期一', 'Monday, 4 January 2027'],
  ['2028-02-29', 2028, '2月29日 星期二', 'Tuesday, 29 February'],
])('%s, said in %i', (day, thisYear, zh, en) => {
  expect([dayInWords(day, 'zh', thisYear), dayInWords(day, 'en', thisYear)]).toEqual([zh, en]);
});

it.each(['', '2026-13-01', 'soon', '29'])('what is no day is shown as it came: "%s"', (day) => {
  expect(dayInWords(day, 'zh', 2026)).toBe(day);
});
