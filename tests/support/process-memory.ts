/** How often byte patterns stand in another process's writable memory: what a thief with its core dump would find. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const CHUNK = 4 * 1024 * 1024;

/** How often each needle stands there, in the order of `needles`; one pass over the memory. */
export function countInMemory(pid: number, needles: readonly Buffer[]): number[] {
  const file = openSync(`/proc/${pid}/mem`, 'r');
  const overlap = Math.max(...needles.map(({ length }) => length)) - 1;
  const chunk = Buffer.alloc(CHUNK + overlap);
  const counts = needles.map(() => 0);
  try {
    for (const [from, to] of writableRegions(pid)) {
      for (let at = from; at < to; at += CHUNK) {
        const length = Math.min(chunk.length, to - at);
        const read = readOrNothing(file, chunk, length, at);
        const end = Math.min(CHUNK, to - at);
        needles.forEach((needle, index) => {
          counts[index] = (counts[index] ?? 0) + occurrences(chunk.subarray(0, read), needle, end);
        });
      }
    }
  } finally {
    closeSync(file);
  }
  return counts;
}

function writableRegions(pid: number): [number, number][] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line): [number, number][] => {
      const [, from, to, rights = ''] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
      if (from === undefined || to === undefined || !rights.startsWith('rw')) return [];
      return [[Number.parseInt(from, 16), Number.parseInt(to, 16)]];
    });
}

/** A region that went away meanwhile, or was never backed by memory, holds nothing. */
function readOrNothing(file: number, chunk: Buffer, length: number, at: number): number {
  try {
    return readSync(file, chunk, 0, length, at);
  } catch {
    return 0;
  }
}

/** Those that begin before `end`: what begins later is counted with the next chunk. */
function occurrences(bytes: Buffer, needle: Buffer, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(needle); at !== -1 && at < end; at = bytes.indexOf(needle, at + 1)) count += 1;
  return count;
}
