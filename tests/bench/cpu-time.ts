/** Processor time of an embedded PostgreSQL, from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ticks of /proc/<pid>/stat per second (sysconf(_SC_CLK_TCK) on Linux). */
const TICKS_PER_S = 100;

export const postmasterOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** proc(5): what stands after the command in brackets, beginning with field 3. */
const statOf = (pid: number): string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};
/** utime and stime are fields 14 and 15, the children's 16 and 17. */
const ticks = (fields: readonly string[]) => fields.slice(11, 15).reduce((sum, value) => sum + Number(value), 0);

/** Milliseconds of the postmaster, its living backends, and those that ended. */
export function cpuOfPostgres(postmaster: number): number {
  let sum = ticks(statOf(postmaster));
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = statOf(Number(name));
      if (Number(fields[1]) === postmaster) sum += ticks(fields);
    } catch {
      // It ended while we looked.
    }
  }
  return (sum * 1000) / TICKS_PER_S;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The value at or below which `share` of the values lie. */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
