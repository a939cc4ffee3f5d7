/**
 * Standard output, gathered: under load one write carries the lines of many requests. A warning or an error takes
 * everything before it along at once. What a kill can lose is some milliseconds of the log, never of the evidence.
 */
import { writeSync } from 'node:fs';

const GATHER_MS = 10;
const MOST_GATHERED = 64 * 1024;
/** pino's number of "warn": from here on a line is written at once. */
const URGENT = /^\{"level":(?:[4-9]\d)/;

export interface LogDestination {
  write(line: string): void;
  flush(): void;
}

export function gatheringDestination(fd = 1): LogDestination {
  let gathered = '';
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const text = gathered;
    gathered = '';
    if (text !== '') writeAll(fd, Buffer.from(text, 'utf8'));
  };
  return {
    write(line) {
      gathered += line;
      if (gathered.length > MOST_GATHERED || URGENT.test(line)) flush();
      else timer ??= setTimeout(flush, GATHER_MS).unref();
    },
    flush,
  };
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (cause) {
      // A reader that is slow (EAGAIN) or gone (EPIPE): a log line is never worth a request.
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EAGAIN')) return;
    }
  }
}
