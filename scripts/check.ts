/** `npm run check`: formatting, lint, import rules and types. */
import { spawnSync } from 'node:child_process';

const CHECKS: readonly (readonly [string, string[]])[] = [
  ['biome', ['check', '.']],
  ['tsc', ['-p', '.']],
];

for (const [tool, args] of CHECKS) {
  const run = spawnSync(tool, args, { stdio: 'inherit' });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
