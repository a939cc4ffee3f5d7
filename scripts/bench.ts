/**
 * `npm run bench`: every `tests/bench/*.bench.ts` in turn, each of which prints one JSON line `{ name, figures }`;
 * a figure is null where what it is made from is not there.
 * Prints a table and keeps the results with the commit in tests/bench/results.json. Arguments narrow by file name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureBrowser } from './setup/browser.ts';
import { buildKiosk, ROOT } from './setup/kiosk.ts';

const FOLDER = join(ROOT, 'tests/bench');
const RESULTS = join(FOLDER, 'results.json');
const Result = z.object({
  name: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
});
const Kept = z.record(
  z.string(),
  z.object({ commit: z.string(), at: z.string(), machine: z.string(), figures: Result.shape.figures }),
);

const browser = await ensureBrowser(ROOT, (line) => process.stderr.write(`anban: ${line}\n`));
await buildKiosk();
const wanted = process.argv.slice(2);
const kept = existsSync(RESULTS) ? Kept.parse(JSON.parse(readFileSync(RESULTS, 'utf8'))) : {};
let broken = 0;

for (const file of readdirSync(FOLDER).filter(isWanted).sort()) {
  const result = measure(join(FOLDER, file));
  if (result === null) {
    broken += 1;
    process.stdout.write(`\n${file}: did not finish\n`);
    continue;
  }
  kept[result.name] = { commit: commit(), at: new Date().toISOString(), machine: machine(), figures: result.figures };
  process.stdout.write(`\n${result.name}\n`);
  for (const [figure, value] of Object.entries(result.figures))
    process.stdout.write(`  ${figure.padEnd(44)} ${value ?? '—'}\n`);
}
writeFileSync(RESULTS, `${JSON.stringify(kept, null, 2)}\n`);
process.exit(broken === 0 ? 0 : 1);

function isWanted(file: string): boolean {
  return file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => file.includes(word)));
}

/** The last JSON line with a name and figures that the script printed, or null. */
function measure(path: string): z.infer<typeof Result> | null {
  const env = { ...process.env, ...browser.env, ANBAN_CHROMIUM: browser.path };
  const run = spawnSync(process.execPath, [path], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = (run.stdout ?? '').split('\n').filter((line) => line.startsWith('{"name"'));
  const last = lines.at(-1);
  return run.status === 0 && last !== undefined ? Result.parse(JSON.parse(last)) : null;
}

function commit(): string {
  const git = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: ROOT, encoding: 'utf8' });
  return git.stdout.trim();
}

function machine(): string {
  return `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
}
