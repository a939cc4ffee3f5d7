/** What a run of the tests comes to, from vitest's JSON report. */
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z
        .array(z.object({ status: z.string(), title: z.string(), ancestorTitles: z.array(z.string()) }))
        .default([]),
    }),
  ),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** What was skipped (a group of tests, which says why in its title, or a single one), and how many tests that is. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** `report`: parsed JSON. `endedWell`: the run's exit code was 0. A file that could not even be loaded counts as a failure. */
export function tallyOf(report: unknown, endedWell: boolean): Tally {
  const { numPassedTests, numFailedTests, testResults } = Report.parse(report);
  const unloadable = testResults.filter((file) => file.status === 'failed' && (file.message ?? '') !== '').length;
  const broken = Math.max(unloadable, numFailedTests === 0 && !endedWell ? 1 : 0);
  const skipped = new Map<string, number>();
  for (const { status, title, ancestorTitles } of testResults.flatMap((file) => file.assertionResults)) {
    if (!['skipped', 'pending', 'todo'].includes(status)) continue;
    const what = ancestorTitles.find((name) => name.includes('(skipped')) ?? [...ancestorTitles, title].join(' › ');
    skipped.set(what, (skipped.get(what) ?? 0) + 1);
  }
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped };
}

/** The last lines of `npm test`: what was not shown, so that nobody takes it as shown, then `N passed, N failed`. */
export function lastLines({ passed, failed, skipped }: Tally): string {
  const all = [...skipped.values()].reduce((sum, count) => sum + count, 0);
  const told = [...skipped].map(([what, count]) => `  ${count} × ${what}`);
  const head = all === 0 ? [] : [`${all} skipped, and so not shown here:`, ...told];
  return [...head, `${passed} passed, ${failed} failed`].join('\n');
}
