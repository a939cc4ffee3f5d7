/** docs/accessibility.md promises tests: each of them exists under the name that it gives. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/setup/kiosk.ts';

/** `file`, or `file` — name of the test, in the last column of a table. */
const NAMED = /\| `([^`]+\.test\.tsx?)`(?: — (.+?))? \|$/;

const rows = readFileSync(join(ROOT, 'docs/accessibility.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
const named = rows.flatMap((row) => {
  const found = NAMED.exec(row);
  return found === null ? [] : [{ file: found[1] ?? '', name: found[2] }];
});
const tested = new Map(named.map((one) => [`${one.file} ${one.name ?? ''}`, one]));

it.each([...tested.values()])('$file has $name', ({ file, name }) => {
  expect(existsSync(join(ROOT, file)), file).toBe(true);
  if (name !== undefined) expect(readFileSync(join(ROOT, file), 'utf8')).toContain(`'${name}'`);
});

it('has a row for each of the 55 criteria of WCAG 2.2 A and AA, and says of each whether a test covers it', () => {
  const criteria = rows.filter((row) => /^\| \d\.\d\.\d+ .+ \| A{1,2} \|/.test(row));
  expect(new Set(criteria.map((row) => row.split(' ')[1])).size).toBe(55);
  for (const row of criteria) expect(row).toMatch(/(\.test\.tsx?`.* \||no test \|)$/);
});
