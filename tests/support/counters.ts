/** Shares that a long test counts and a bench tells: kept in tests/artifacts, so that nothing is run twice. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../scripts/setup/kiosk.ts';

const Counter = z.strictObject({ done: z.int(), of: z.int() });
export type Counter = z.infer<typeof Counter>;

const FOLDER = join(ROOT, 'tests/artifacts');
const pathOf = (name: string): string => join(FOLDER, `${name}.counter.json`);

export function keepCounter(name: string, counter: Counter): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(pathOf(name), JSON.stringify(counter));
}

/** null: the test that counts it has not been run here. */
export function readCounter(name: string): Counter | null {
  try {
    return Counter.parse(JSON.parse(readFileSync(pathOf(name), 'utf8')));
  } catch {
    return null;
  }
}
