/**
 * The kiosk's session as on a terminal, but headless: `deploy/session/start-kiosk.sh` as an unprivileged user, in process
 * and mount namespaces of its own, so that its policies reach no other Chromium and its end takes everything with it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { managedPolicies } from '../../deploy/session/policies.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';

/** nobody: no rights, no files. */
export const UNPRIVILEGED = 65_534;
const ETC_CHROMIUM = '/etc/chromium';

/** Why the session cannot be started on this machine, or null. */
export function whyNoSession(): string | null {
  if (process.getuid?.() !== 0) return 'needs root, to become another user';
  const absent = ['/usr/bin/cage', '/usr/bin/chromium', '/usr/bin/setpriv', '/usr/bin/unshare'].find(
    (file) => !existsSync(file),
  );
  if (absent !== undefined) return `${absent} is not there: apt could not install it`;
  if (spawnSync('unshare', ['-m', '-p', '-f', 'true']).status !== 0) return 'this machine allows no namespaces';
  return null;
}

export class KioskSession {
  /** What systemd calls RUNTIME_DIRECTORY; the profile is in `profile`. */
  readonly runtime: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'anban-session-'));
  #child: ChildProcess | null = null;
  #said = '';

  constructor() {
    chmodSync(this.#folder, 0o755);
    this.runtime = join(this.#folder, 'runtime');
    for (const folder of [this.runtime, join(this.runtime, 'xdg')]) {
      mkdirSync(folder, { mode: 0o700 });
      chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
    }
  }

  /** Everything that cage and Chromium have written. */
  get said(): string {
    return this.#said;
  }

  /** Opens `address`, with a debugging port if the policies let it. */
  start(address: string, { debugPort, forTests }: { debugPort: number; forTests: boolean }): void {
    const etc = this.#policies(new URL(address).origin, forTests);
    const launcher = join(this.#folder, 'start-kiosk.sh');
    copyFileSync(join(ROOT, 'deploy/session/start-kiosk.sh'), launcher);
    const asNobody = [
      'setpriv',
      `--reuid=${UNPRIVILEGED}`,
      `--regid=${UNPRIVILEGED}`,
      '--clear-groups',
      '--no-new-privs',
    ];
    const session = [...asNobody, launcher, address, `--remote-debugging-port=${debugPort}`];
    const child = spawn(
      'unshare',
      [
        ...['--mount', '--propagation=private', '--pid', '--fork', '--mount-proc'],
        ...['sh', '-c', 'mkdir -p "$1" && mount --bind "$0" "$1" && shift && exec "$@"', etc, ETC_CHROMIUM, ...session],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: '/usr/bin:/bin',
          LANG: 'C.UTF-8',
          RUNTIME_DIRECTORY: this.runtime,
          XDG_RUNTIME_DIR: join(this.runtime, 'xdg'),
          WLR_BACKENDS: 'headless',
          WLR_LIBINPUT_NO_DEVICES: '1',
          WLR_RENDERER: 'pixman',
        },
      },
    );
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (this.#said += String(bytes)));
    this.#child = child;
  }

  /** Every process of the session, as /proc tells of it. */
  processes(): { command: string; status: string }[] {
    return processesOf(mountsOf(this.#child?.pid ?? 0)).map((id) => ({
      command: read(`/proc/${id}/cmdline`),
      status: read(`/proc/${id}/status`),
    }));
  }

  /** Ends cage, Chromium and everything they started. The runtime folder stays, as after a crash. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    // The first process of the session's own process namespace: with it the system ends all others, then `unshare`.
    // (`--kill-child` does not help: whoever changes its user loses that signal.)
    const first = read(`/proc/${child.pid}/task/${child.pid}/children`).trim();
    if (first === '') child.kill('SIGKILL');
    else process.kill(Number(first), 'SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10 });
  }

  /** A copy of Debian's folder with the kiosk's policies in it. */
  #policies(origin: string, forTests: boolean): string {
    const etc = join(this.#folder, 'etc-chromium');
    rmSync(etc, { recursive: true, force: true });
    if (existsSync(ETC_CHROMIUM)) cpSync(ETC_CHROMIUM, etc, { recursive: true });
    mkdirSync(join(etc, 'policies/managed'), { recursive: true });
    writeFileSync(join(etc, 'policies/managed/anban.json'), JSON.stringify(managedPolicies(origin, forTests)));
    return etc;
  }
}

/** The ids of all processes that see these mounts. */
function processesOf(mounts: string): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && mountsOf(name) === mounts);
}

/** Which mounts a process sees: the session has its own. Empty: it has ended. */
function mountsOf(id: number | string): string {
  try {
    return readlinkSync(`/proc/${id}/ns/mnt`);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
