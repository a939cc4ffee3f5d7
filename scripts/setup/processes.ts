/** Child processes of a running Anban: started, watched until they say that they are ready, started again when they die. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Program {
  readonly name: string;
  readonly argv: readonly string[];
  /** Set beside what this process has. */
  readonly env?: Readonly<Record<string, string>>;
  /** The `event` of the JSON line with which it says that it is ready. */
  readonly ready: string;
}

export interface Running {
  /** The fields of the ready line. */
  readonly announcement: Record<string, unknown>;
  stop(): Promise<void>;
}

/** More restarts than this within a minute and we give up. */
const RESTARTS_A_MINUTE = 5;
const RESTART_AFTER_MS = 1_000;

/**
 * Starts `program` and resolves when it is ready. Afterwards it is kept alive: when it dies it is started again.
 * Rejects when it ends before it is ready, with what it wrote on standard error.
 */
export async function keepRunning(program: Program, cwd: string, say: (line: string) => void): Promise<Running> {
  let child: ChildProcess;
  let stopping = false;
  let deaths: number[] = [];

  const start = async () => {
    const started = await startOnce(program, cwd, (line) => say(`${program.name}: ${line}`));
    child = started.child;
    child.once('exit', (code, signal) => void revive(code ?? signal));
    return started.announcement;
  };
  const revive = async (how: number | string | null) => {
    if (stopping) return;
    deaths = [...deaths.filter((at) => at > Date.now() - 60_000), Date.now()];
    if (deaths.length > RESTARTS_A_MINUTE) return say(`${program.name} keeps dying (${how}); stop and look at its log`);
    say(`${program.name} ended (${how}); starting it again`);
    await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
    if (!stopping) await start().catch(() => revive('not ready'));
  };

  const announcement = await start();
  return {
    announcement,
    stop: () => {
      stopping = true;
      return end(child);
    },
  };
}

/** Starts `program` once. */
export function startOnce(
  program: Program,
  cwd: string,
  log: (line: string) => void,
): Promise<{ child: ChildProcess; announcement: Record<string, unknown> }> {
  const [command = process.execPath, ...args] = program.argv;
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...program.env },
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    complaints.push(line);
    log(line);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`${program.name} ended (${code}): ${complaints.slice(-5).join(' ')}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = parse(line);
      if (message.event === program.ready) resolve({ child, announcement: message });
      else if (message.level === 50 || message.level === 40) log(inWords(message));
    });
  });
}

/** A log event as a line for a person: its name, and what it carries besides time and source. */
function inWords(message: Record<string, unknown>): string {
  const fields = Object.entries(message).filter(([name]) => !['level', 'time', 'source', 'event'].includes(name));
  const details = fields.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return `${String(message.event).replaceAll('-', ' ')}${details === '' ? '' : ` (${details})`}`;
}

/** SIGTERM, then SIGKILL after five seconds. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await over;
  clearTimeout(timer);
}

function parse(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
