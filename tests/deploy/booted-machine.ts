/** A machine for one test file: a real systemd in namespaces of its own, over a copy in memory of this system. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/setup/kiosk.ts';

const BOOT = fileURLToPath(new URL('boot.sh', import.meta.url));
const NAMESPACES = ['-m', '-p', '-u', '-i', '-n', '-C'];

/** Why no systemd can be started here, or null. */
export function whyNoBoot(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  const absent = ['/lib/systemd/systemd', '/usr/bin/nsenter', '/usr/sbin/ip'].find((file) => !existsSync(file));
  if (absent !== undefined) return `no ${absent}`;
  const mounts =
    'mount -t tmpfs t /mnt && mkdir /mnt/u /mnt/w /mnt/r /mnt/c && mount -t cgroup2 c /mnt/c && mount -t overlay o -o lowerdir=/,upperdir=/mnt/u,workdir=/mnt/w /mnt/r';
  const tried = spawnSync('unshare', [...NAMESPACES, '-f', 'sh', '-c', mounts], { encoding: 'utf8' });
  return tried.status === 0 ? null : `this machine allows no namespaces or mounts: ${tried.stderr.trim()}`;
}

export class BootedMachine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'anban-boot-'));
  readonly #child: ChildProcess;

  /** Starts it, with this tree at /srv/tree and a release made of it at /srv/release. */
  constructor() {
    const release = join(this.#folder, '..', `${this.#folder.split('/').at(-1)}-release`);
    const made = spawnSync(join(ROOT, 'deploy/make-release.sh'), [release, '--link-modules'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    rmSync(join(release, 'node_modules'));
    symlinkSync('/srv/tree/node_modules', join(release, 'node_modules'));
    const log = openSync(`${release}/boot.log`, 'w');
    this.#release = release;
    this.#child = spawn('unshare', [...NAMESPACES, '-f', BOOT, this.#folder, ROOT, release], {
      stdio: ['ignore', log, log],
    });
  }
  readonly #release: string;

  /** Runs a program in there; what it wrote, and how it ended. */
  run(...words: string[]): { code: number | null; said: string } {
    const enter = ['-t', this.#first(), ...NAMESPACES, 'env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...words];
    const done = spawnSync('nsenter', enter, { encoding: 'utf8', cwd: '/' });
    return { code: done.status, said: `${done.stdout}${done.stderr}`.trim() };
  }

  /** A property of a unit, as `systemctl show` tells it. */
  show(unit: string, property: string): string {
    return this.run('systemctl', 'show', '--value', '-p', property, unit).said;
  }

  /** What went wrong before systemd could log. */
  get bootLog(): string {
    return readFileSync(join(this.#release, 'boot.log'), 'utf8');
  }

  /** The first process in there goes, and with it everything. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, 'exit');
      process.kill(Number(this.#first()), 'SIGKILL');
      await gone;
    }
    for (const folder of [this.#folder, this.#release]) rmSync(folder, { recursive: true, force: true });
  }

  #first(): string {
    const id = this.#child.pid;
    const first = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim();
    if (first === '') throw new Error('it does not run');
    return first;
  }
}
