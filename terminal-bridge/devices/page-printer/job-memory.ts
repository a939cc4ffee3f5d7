/**
 * Which jobs of ours a printer still holds, kept beyond the end of this program: a job that was under way when the bridge
 * was killed has nobody waiting for it any more, and must not come out before the next person.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';

/** `name`: what the printer knows it by besides its number, which another job has after the printer was off. */
export interface OpenJob {
  readonly id: number;
  readonly name: string;
}

export interface JobMemory {
  /** As the program before left them. */
  readonly left: readonly OpenJob[];
  keep(jobs: readonly OpenJob[]): void;
}

export const noMemory: JobMemory = { left: [], keep: () => undefined };

const Kept = z.object({ printer: z.string(), jobs: z.array(z.object({ id: z.int(), name: z.string() })) });

/**
 * `file`: holds numbers and names of jobs, no document and no person. Jobs at another printer than that of `url` are
 * forgotten: it is not ours any more. A disk that cannot be written (`onFailed`) keeps nothing from being printed.
 */
export function fileMemory(file: string, url: string, onFailed: (error: unknown) => void): JobMemory {
  // Without what a URL may carry besides: a name and a word to sign in with.
  const { host, pathname } = new URL(url);
  const printer = `${host}${pathname}`;
  return {
    left: load(file, printer),
    keep(jobs) {
      try {
        write(file, JSON.stringify({ printer, jobs }));
      } catch (error) {
        onFailed(error);
      }
    },
  };
}

function load(file: string, printer: string): readonly OpenJob[] {
  try {
    const kept = Kept.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return kept.success && kept.data.printer === printer ? kept.data.jobs : [];
  } catch {
    return [];
  }
}

/** Whole or not at all, and on the disk when this returns: the document is sent next. */
function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.new`;
  const opened = openSync(draft, 'w', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  renameSync(draft, file);
}
