/**
 * Shares that a long test counts and a bench tells: kept in tests/artifacts, so that nothing is run twice. Each is of one
 * commit: what another one has walked says nothing about this one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../scripts/setup/kiosk.ts';

const Counter = z.strictObject({ done: z.int(), of: z.int() });
export type Counter = z.infer<typeof Counter>;
const Kept = Counter.extend({ commit: z.string() });

const ENDING = '.counter.json';
const FOLDER = join(ROOT, 'tests/artifacts');

export function keepCounter(name: string, counter: Counter, folder = FOLDER): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name + ENDING), JSON.stringify({ ...counter, commit: commitNow() }));
}

/** The sum of `name` and of every `name-…`; null: no test has counted all of it here, at the commit that is checked out. */
export function readCounters(name: string, folder = FOLDER): Counter | null {
  if (!existsSync(folder)) return null;
  const ours = readdirSync(folder)
    .filter((file) => file.endsWith(ENDING) && (file === `${name}${ENDING}` || file.startsWith(`${name}-`)))
    .map((file) => Kept.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  const now = commitNow();
  const counters = ours.flatMap(({ data }) => (data !== undefined && data.commit === now ? [data] : []));
  // Part of a sum would be a share of something else.
  if (counters.length === 0 || counters.length < ours.length) return null;
  const sum = (key: keyof Counter) => counters.reduce((total, counter) => total + counter[key], 0);
  return { done: sum('done'), of: sum('of') };
}

function commitNow(): string {
  return spawnSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).stdout.trim();
}
