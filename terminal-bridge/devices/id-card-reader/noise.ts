/** Bytes that are no frame, for the log: a line that hums would otherwise fill it, one entry for each chunk. */
import type { Clock } from '@anban/foundation/clock';
import type { ReaderLog } from './events.ts';
import type { Discarded } from './parser.ts';

/** One entry for each reason in so long. */
export const SUMMED_MS = 1000;

/** Sums up, and writes `reader-noise` a second after the first of it. */
export function noiseLog(clock: Clock, log: ReaderLog): (discarded: Discarded) => void {
  let sums = new Map<Discarded['reason'], number>();
  const write = () => {
    for (const [reason, bytes] of sums) log.write('reader-noise', { reason, bytes });
    sums = new Map();
  };
  return ({ reason, bytes }) => {
    if (sums.size === 0) clock.after(SUMMED_MS, write);
    sums.set(reason, (sums.get(reason) ?? 0) + bytes);
  };
}
