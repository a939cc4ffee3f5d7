/** docs/accessibility.md promises tests: each of them has a name, and exists under it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';

/** `file` — name of the test, once or several times in the last column of a table. */
const NAMED = /`([^`]+\.test\.tsx?)`(?: — (.+?))?(?=; `| \|$)/g;
/** EN 301 549 V3.2.1, the clauses of chapter 5 that demand something. */
const CHAPTER_5 = [
  ...['5.1.2.1', '5.1.2.2', ...Array.from({ length: 16 }, (_, i) => `5.1.3.${i + 1}`), '5.1.4', '5.1.5'],
  ...['5.1.6.1', '5.1.6.2', '5.1.7', '5.2', '5.3', '5.4', '5.5.1', '5.5.2', '5.6.1', '5.6.2', '5.7', '5.8', '5.9'],
];

const SAYS_SO = /(\.test\.tsx?`.* \||no test \|)$/;

const rows = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
const named = rows.flatMap((row) => [...row.matchAll(NAMED)].map(([, file = '', name]) => ({ file, name })));
const tested = new Map(named.map((one) => [`${one.file} ${one.name ?? ''}`, one]));

it.each([...tested.values()])('$file has $name', ({ file, name }) => {
  expect(existsSync(join(ROOT, file)), file).toBe(true);
  // A whole file says nothing about which of its tests would fail.
  expect(name, 'a test of that file').toBeDefined();
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${name}'`);
});

it('has a row for each of the 55 criteria of WCAG 2.2 A and AA, and says of each whether a test covers it', () => {
  const criteria = rows.filter((row) => /^\| \d\.\d\.\d+ .+ \| A{1,2} \|/.test(row));
  expect(new Set(criteria.map((row) => row.split(' ')[1])).size).toBe(55);
  for (const row of criteria) expect(row).toMatch(SAYS_SO);
});

it('has a row for each clause of chapter 5 of EN 301 549, and says of each whether a test covers it', () => {
  const clauses = rows.filter((row) => /^\| 5\.\d[\d.]* /.test(row));
  expect(clauses.map((row) => row.split(' ')[1])).toEqual(CHAPTER_5);
  for (const row of clauses) expect(row).toMatch(SAYS_SO);
});
