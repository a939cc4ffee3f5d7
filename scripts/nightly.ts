/**
 * `npm run nightly`: every machine of the kiosk walked through all its paths in a real browser: every event in every place
 * that the guards can tell apart, where `npm test` takes every state, event and next state once. One machine after the
 * other, each with its own limit, so that one that hangs hides no fault of the others. Arguments narrow by file name:
 * `npm run nightly -- session`. Ends with one line a machine; exit code 1 where one was not walked to its end.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './setup/browser.ts';
import { buildKiosk, ROOT } from './setup/kiosk.ts';

const FOLDER = 'tests/journeys';
/** Far more than the longest needs: about a quarter of an hour on two idle cores. */
const LIMIT_MS = 3_600_000;

const say = (line: string) => process.stderr.write(`anban: ${line}\n`);
const wanted = process.argv.slice(2);
const files = readdirSync(join(ROOT, FOLDER))
  .filter((file) => file.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((word) => file.includes(word))))
  .sort();
if (files.length === 0) {
  say(`no machine is called ${wanted.join(' or ')}: see ${FOLDER}`);
  process.exit(2);
}

const browser = await ensureBrowser(ROOT, say);
await buildKiosk();
const walks = files.map((file) => ({ file, ...walk(file) }));
for (const { file, outcome, minutes } of walks) process.stdout.write(`${file}: ${outcome} after ${minutes} min\n`);
process.exit(walks.every(({ outcome }) => outcome === 'walked') ? 0 : 1);

function walk(file: string): { readonly outcome: 'walked' | 'failed' | 'not at its end'; readonly minutes: number } {
  say(`${file}: all paths …`);
  const began = performance.now();
  const { status, error } = spawnSync('vitest', ['run', join(FOLDER, file)], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...browser.env,
      ANBAN_CHROMIUM: browser.path,
      ANBAN_KIOSK_BUILT: '1',
      ANBAN_ALL_PATHS: '1',
    },
    timeout: LIMIT_MS,
  });
  const minutes = Math.round((performance.now() - began) / 6_000) / 10;
  if (error !== undefined) return { outcome: 'not at its end', minutes };
  return { outcome: status === 0 ? 'walked' : 'failed', minutes };
}
