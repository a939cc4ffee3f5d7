/** How much memory a process of this machine has to itself (Linux: proc(5)). */
import { readFileSync } from 'node:fs';

const BYTES_PER_KB = 1_024;

/** Bytes that no file on disk stands behind, shared or not; 0 for a process that has just ended. */
export function heldByProcess(pid: number): number {
  const kilobytes = [...statusOf(pid).matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)].map(([, number]) =>
    Number(number),
  );
  return kilobytes.reduce((total, one) => total + one, 0) * BYTES_PER_KB;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
