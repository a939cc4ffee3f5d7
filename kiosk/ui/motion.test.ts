import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Signs that the terminal works: they go with the work (WCAG 2.2.2 lets them). */
const WORKING = /icon-working|progress-unknown/;
const MOST_MS = 5_000;

it('nothing moves for more than 5 s beside words to be read (hand and lamp moved for ever)', () => {
  const css = readFileSync(new URL('./pictures.css', import.meta.url), 'utf8');
  const rules = [...css.matchAll(/([^{}]+)\{[^{}]*animation: \w+ ([\d.]+)s([^;]*);/g)].filter(
    ([, selector = '']) => !WORKING.test(selector),
  );
  expect(rules.length).toBeGreaterThanOrEqual(3);
  for (const [rule, , seconds, rest = ''] of rules) {
    const times = /\binfinite\b/.test(rest)
      ? Number.POSITIVE_INFINITY
      : Number(/ (\d+)\b(?![.,)])/.exec(rest.replace(/\(.*?\)/, ''))?.[1] ?? 1);
    expect(Number(seconds) * 1_000 * times, rule).toBeLessThanOrEqual(MOST_MS);
  }
});
