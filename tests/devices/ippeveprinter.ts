/** Debian's test printer (package cups-ipp-utils) in a folder of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROGRAM = '/usr/sbin/ippeveprinter';
const SHIM = fileURLToPath(new URL('no-avahi.c', import.meta.url));

export const hasIppEvePrinter = existsSync(PROGRAM) && existsSync('/usr/bin/cc');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

export interface IppEvePrinter {
  readonly url: string;
  /** The documents that were printed, oldest first. */
  documents(): Buffer[];
  stop(): Promise<void>;
}

export async function startIppEvePrinter(): Promise<IppEvePrinter> {
  const folder = mkdtempSync(join(tmpdir(), 'anban-ippeve-'));
  const spool = join(folder, 'spool');
  mkdirSync(spool);
  const shim = join(folder, 'no-avahi.so');
  execFileSync('/usr/bin/cc', ['-shared', '-fPIC', '-o', shim, SHIM]);
  const port = await freePort();
  const args = ['-p', String(port), '-n', 'localhost', '-d', spool, '-k', '-f', 'application/pdf', 'anban'];
  const child = spawn(PROGRAM, args, { env: { ...process.env, LD_PRELOAD: shim }, stdio: 'ignore' });
  const url = `http://localhost:${port}/`;
  for (let tries = 0; ; tries++) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) break;
    if (child.exitCode !== null || tries > 100) throw new Error('ippeveprinter does not start');
    await delay(50);
  }
  return {
    url: `ipp://localhost:${port}/ipp/print`,
    documents: () =>
      readdirSync(spool)
        .sort()
        .map((name) => readFileSync(join(spool, name))),
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}
