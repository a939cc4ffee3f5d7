/** Debian packages that the project can use, installed only where apt may be used (root on Debian or Ubuntu). */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const canUseApt = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs `packages`; false (with apt's own words on stderr) when that did not work. */
export function aptInstall(packages: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: readonly string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: ['ignore', 'ignore', 2] });
  apt(['update']);
  return apt(['install', '-y', '--no-install-recommends', ...packages]).status === 0;
}
