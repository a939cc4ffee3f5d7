#!/usr/bin/env node
// The `anban` command: whatever Node started it, it goes on in the project's own (Node 24, from npm).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = `${root}node_modules/.bin/node`;
if (!existsSync(node)) {
  process.stderr.write(`anban: not installed yet. Run "npm start" in ${root} first.\n`);
  process.exit(3);
}
const run = spawnSync(node, [`${root}scripts/anban.ts`, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
