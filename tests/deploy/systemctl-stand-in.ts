/**
 * What `deploy/*.sh` asks of systemctl, for an installation in a folder: `node systemctl-stand-in.ts VERB [UNIT…]` with ROOT.
 * A service of `Type=notify` is really started, by the ExecStart of its installed unit, and `start` fails when it ends
 * before it says READY=1. Everything asked is kept in ROOT/asked, processes in ROOT/run-UNIT.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { NotifySocket } from './notify-socket.ts';

const root = process.env.ROOT ?? '';
const [verb = '', ...units] = process.argv.slice(2).filter((word) => !word.startsWith('--'));

appendFileSync(join(root, 'asked'), `${[verb, ...units].join(' ')}\n`);
for (const unit of units.filter((name) => name.endsWith('.service'))) {
  if (['stop', 'restart', 'disable'].includes(verb)) await stop(unit);
  if (['start', 'restart'].includes(verb) && !(await start(unit))) process.exit(1);
}
// The services stay: nothing of theirs keeps this process.
process.exit(0);

async function start(unit: string): Promise<boolean> {
  const text = readFileSync(join(root, 'etc/systemd/system', unit), 'utf8');
  const [program = '', ...words] = (text.match(/^ExecStart=(.*)$/m)?.[1] ?? '').split(' ').map(below);
  if (!text.includes('Type=notify')) return true;
  const notify = join(root, 'notify');
  const socket = new NotifySocket(notify);
  const log = openSync(join(root, 'log'), 'a');
  const env = { ...process.env, NOTIFY_SOCKET: notify };
  const child = spawn(program, words, { detached: true, stdio: ['ignore', log, log], env });
  writeFileSync(join(root, `run-${unit}`), String(child.pid));
  const ready = await becomesReady(child, socket);
  socket.close();
  return ready;
}

async function becomesReady(child: ChildProcess, socket: NotifySocket): Promise<boolean> {
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  while (!ended) {
    if (socket.take().includes('READY=1')) return true;
    await delay(20);
  }
  return false;
}

async function stop(unit: string): Promise<void> {
  const file = join(root, `run-${unit}`);
  if (!existsSync(file)) return;
  const id = Number(readFileSync(file, 'utf8'));
  rmSync(file);
  try {
    process.kill(id, 'SIGTERM');
    while (isAlive(id)) await delay(20);
  } catch {
    // It had ended already.
  }
}

/** Not one that has ended and waits to be noticed by its parent. */
const isAlive = (id: number): boolean =>
  existsSync(`/proc/${id}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, 'utf8'));

/** Paths of the unit are those of the machine it is for. */
function below(word: string): string {
  return /^\/(opt|etc)\/anban/.test(word) ? join(root, word) : word;
}
