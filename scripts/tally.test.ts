import { expect, test } from 'vitest';
import { lastLines, tallyOf } from './tally.ts';

const file = (assertionResults: object[], more: object = {}) => ({
  ...{ name: 'a.test.ts', status: 'passed', message: '', assertionResults },
  ...more,
});
const one = (status: string, title: string, ...ancestorTitles: string[]) => ({ status, title, ancestorTitles });
const report = (testResults: object[]) => ({ numPassedTests: 2, numFailedTests: 0, testResults });

test('what is skipped is counted and named with its reason before the last line', () => {
  const group = 'a terminal that systemd runs (skipped: needs root)';
  const results = file([
    one('passed', 'runs'),
    one('skipped', 'is killed', group),
    one('pending', 'hangs', group),
    one('skipped', 'alone', 'outer'),
  ]);
  expect(lastLines(tallyOf(report([results]), true)).split('\n')).toEqual([
    '3 skipped, and so not shown here:',
    `  2 × ${group}`,
    '  1 × outer › alone',
    '2 passed, 0 failed',
  ]);
});

test('nothing skipped: one plain line', () => {
  expect(lastLines(tallyOf(report([file([one('passed', 'runs')])]), true))).toBe('2 passed, 0 failed');
});

test('a file that could not be loaded, or a run that ended badly, is a failure', () => {
  expect(tallyOf(report([file([], { status: 'failed', message: 'no such module' })]), false).failed).toBe(1);
  expect(tallyOf(report([file([])]), false).failed).toBe(1);
});
