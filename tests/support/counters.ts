/** Shares that a long test counts and a bench tells: kept in tests/artifacts, so that nothing is run twice. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../scripts/setup/kiosk.ts';

const Counter = z.strictObject({ done: z.int(), of: z.int() });
export type Counter = z.infer<typeof Counter>;

const ENDING = '.counter.json';
const FOLDER = join(ROOT, 'tests/artifacts');
const pathOf = (name: string): string => join(FOLDER, name + ENDING);

export function keepCounter(name: string, counter: Counter): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(pathOf(name), JSON.stringify(counter));
}

/** The sum of `name` and of every `name-…`; null: no test that counts it has been run here. */
export function readCounters(name: string): Counter | null {
  if (!existsSync(FOLDER)) return null;
  const ours = readdirSync(FOLDER).filter((file) => file === `${name}${ENDING}` || file.startsWith(`${name}-`));
  const counters = ours
    .filter((file) => file.endsWith(ENDING))
    .map((file) => Counter.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))));
  if (counters.length === 0) return null;
  const sum = (key: keyof Counter) => counters.reduce((total, counter) => total + counter[key], 0);
  return { done: sum('done'), of: sum('of') };
}
