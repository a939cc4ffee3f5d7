/** What is wrong with an item, by the option of `anban playlist add` that said it, for whoever typed it. */
import type { z } from 'zod';
import { PLAYLIST_LIMITS } from '../contract/playlist.ts';

const { title, text, shortestS, longestS } = PLAYLIST_LIMITS;
const characters = (most: number) => `1 到 ${most} 个字 (1 to ${most} characters)`;
const DAY = '日期写作 YYYY-MM-DD (a day as YYYY-MM-DD)';

const WANTED: Readonly<Record<string, string>> = {
  'title.zh': `--title-zh: ${characters(title)}`,
  'title.en': `--title-en: ${characters(title)}`,
  'text.zh': `--text-zh: ${characters(text)}`,
  'text.en': `--text-en: ${characters(text)}`,
  seconds: `--seconds: ${shortestS} 到 ${longestS} 的整数 (a whole number from ${shortestS} to ${longestS})`,
  from: `--from: ${DAY}`,
  until: `--until: ${DAY}`,
  sites: '--site: 六位数字、短横线、两位数字，如 370702-01 (six digits, a dash, two digits)',
  '': '--text-zh 和 --text-en，或者 --picture，二者选一 (either words in both languages or a picture)',
};
const UNTIL_BEFORE_FROM = '--until: 不能早于第一天 (not before the first day)';

/** One line for each thing that is wrong. */
export function explained({ issues }: z.ZodError): readonly string[] {
  const lines = new Set(issues.map(lineOf));
  // Of a day that is none, nobody can say whether it is early or late.
  if (lines.has(WANTED.until ?? '') || lines.has(WANTED.from ?? '')) lines.delete(UNTIL_BEFORE_FROM);
  return [...lines];
}

function lineOf({ code, path, message }: z.core.$ZodIssue): string {
  const [first = '', second] = path.map(String);
  if (first === 'until' && code === 'custom') return UNTIL_BEFORE_FROM;
  const place = first === 'title' || first === 'text' ? `${first}.${second ?? ''}` : first;
  return WANTED[place] ?? `${path.join('.')}: ${message}`;
}
