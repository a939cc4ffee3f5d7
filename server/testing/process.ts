/** The real server process, and the real commands, for tests of starting, stopping and being killed. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { livingPostmaster } from '../db/embedded/postmaster.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const ANBAN = fileURLToPath(new URL('../../scripts/anban.ts', import.meta.url));
const Event = z.object({ event: z.string(), port: z.int().optional() });

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a configuration; `remove` also ends an embedded database that a killed server left behind. */
export class Workplace {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'anban-process-'));
  readonly configFile = join(this.dataDir, 'server.json');
  readonly #children: ChildProcess[] = [];

  constructor(config: Record<string, unknown> = {}) {
    const sites = [
      { code: '370702-01', name: '潍城区劳动能力鉴定中心' },
      { code: '370702-02', name: '潍城区人民医院' },
    ];
    writeFileSync(this.configFile, JSON.stringify({ port: 0, dataDir: this.dataDir, sites, ...config }));
  }

  /** A server that is ready. */
  async start(): Promise<{ process: ChildProcess; url: string; events: string[]; ended: Promise<Ended> }> {
    const { process: child, ended, lines } = this.#spawn();
    const events: string[] = [];
    const port = await new Promise<number>((resolve, reject) => {
      lines.on('line', (line) => {
        const { event, port: at } = Event.parse(JSON.parse(line));
        events.push(event);
        if (event === 'server-ready' && at !== undefined) resolve(at);
      });
      void ended.then(({ code, stderr }) => reject(new Error(`ended with ${code}: ${stderr}`)));
    });
    return { process: child, url: `http://127.0.0.1:${port}`, events, ended };
  }

  /** A server that is expected to end by itself. */
  async startAndEnd(): Promise<Ended> {
    return this.#spawn().ended;
  }

  command(...args: string[]): Promise<Ended> {
    return this.commandFed('', ...args);
  }

  /** With `input` on standard input. */
  commandFed(input: string, ...args: string[]): Promise<Ended> {
    const env = { ...process.env, DATABASE_URL: '' };
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [ANBAN, ...args, '--config', this.configFile],
        { env },
        (error, stdout, stderr) => {
          resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
      child.stdin?.end(input);
    });
  }

  databaseRuns(): boolean {
    return livingPostmaster(join(this.dataDir, 'postgres')) !== null;
  }

  async remove(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    const left = livingPostmaster(join(this.dataDir, 'postgres'));
    if (left !== null) process.kill(left.pid, 'SIGKILL');
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  #spawn() {
    const env = { ...process.env, DATABASE_URL: '' };
    const child = spawn(process.execPath, [MAIN, '--config', this.configFile], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      text.stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text.stderr += chunk.toString('utf8');
    });
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'close').then((): Ended => ({ code: child.exitCode, ...text }));
    return { process: child, lines, ended };
  }
}
