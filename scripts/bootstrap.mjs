// What `npm start`, `npm test` and the rest go through. Runs on any Node >= 20 with nothing installed: it installs what
// the lockfile says when that is missing or has changed, then goes on in the project's own Node (24, from npm).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const PARENT_CHECK_MS = 500;
const root = fileURLToPath(new URL('..', import.meta.url));
const [task = 'start', ...args] = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  stop(`Anban needs Node ${OLDEST_NODE} or newer to install itself; this is ${process.version}.`);
}
installDependencies();
run(join(root, 'node_modules/.bin/node'), [join(root, `scripts/${task}.ts`), ...args]);

/**
 * Installs what the lockfile says, unless that was done for this very lockfile. Not `npm ci`: that refuses the whole
 * lockfile when a registry lacks an optional package of another platform; `npm install` takes the same versions from it.
 */
function installDependencies() {
  const stamp = join(root, 'node_modules/.anban-lockfile');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('anban: installing dependencies (about a minute, once) …\n');
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // Its script would fetch CUDA's libraries from elsewhere, and npm drops an optional package whose script fails.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  if (install.status !== 0) stop('anban: "npm install" failed; see above. Is the npm registry reachable?');
  writeFileSync(stamp, wanted);
}

/** Runs the task in the foreground and ends as it ends; signals are passed on, so that nothing is left behind. */
function run(node, argv) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;
  const child = spawn(node, argv, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Whoever stops npm means us, but npm and its shell do not pass that on: notice that they are gone.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_CHECK_MS).unref();
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(3);
}
