/** What stands in another process's writable memory: what a thief with its core dump would find. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const PAGE = 4096;
const STOPS_WITHIN_MS = 5_000;

/**
 * A copy of it at one moment: the process stands still while it is read, for memory that lives is overwritten under the
 * search. Pages that were never touched are left out: they are most of it, and a bridge that stands still for long is
 * taken for a page that is gone.
 */
export function memoryOf(pid: number): readonly Buffer[] {
  process.kill(pid, 'SIGSTOP');
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const pages = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    untilStopped(pid);
    return writableRegions(pid)
      .flatMap(([from, to]) => touchedRuns(pages, from, to))
      .map(([from, to]) => bytesAt(memory, from, to));
  } finally {
    closeSync(pages);
    closeSync(memory);
    process.kill(pid, 'SIGCONT');
  }
}

/** How often each needle stands in a copy, in the order of `needles`. */
export const countIn = (memory: readonly Buffer[], needles: readonly Buffer[]): number[] =>
  needles.map((needle) => memory.reduce((count, run) => count + occurrences(run, needle), 0));

/** A signal is not obeyed before it is delivered, to all threads. */
function untilStopped(pid: number): void {
  const end = performance.now() + STOPS_WITHIN_MS;
  while (!/^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) {
    if (performance.now() > end) throw new Error(`process ${pid} does not stop`);
  }
}

type Span = readonly [from: number, to: number];

function writableRegions(pid: number): Span[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): Span[] => {
      const [, from, to, rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
      if (from === undefined || to === undefined || !rights.startsWith('rw')) return [];
      return [[Number.parseInt(from, 16), Number.parseInt(to, 16)]];
    });
}

/** Pages side by side that are in memory or swapped out; /proc/PID/pagemap has 64 bits for each, of which these are two. */
function touchedRuns(pagemap: number, from: number, to: number): Span[] {
  const entries = Buffer.alloc(((to - from) / PAGE) * 8);
  const length = readSync(pagemap, entries, 0, entries.length, (from / PAGE) * 8);
  const runs: Span[] = [];
  let start: number | null = null;
  for (let at = from; at <= to; at += PAGE) {
    const entry = ((at - from) / PAGE) * 8;
    const isTouched = entry < length && ((entries[entry + 7] ?? 0) & 0b1100_0000) !== 0;
    if (isTouched) start ??= at;
    else if (start !== null) {
      runs.push([start, at]);
      start = null;
    }
  }
  return runs;
}

/** Pages of a device cannot be read. */
function bytesAt(memory: number, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(to - from);
  try {
    return bytes.subarray(0, readSync(memory, bytes, 0, bytes.length, from));
  } catch {
    return Buffer.alloc(0);
  }
}

function occurrences(bytes: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) count += 1;
  return count;
}
