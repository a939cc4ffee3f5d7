/** Small helpers for operations of the matrix that live by the clock of the test. */
import type { Clock } from '@anban/foundation/clock';
import type { Result } from '@anban/foundation/result';

export const wait = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** Aborts after `ms`. */
export function deadline(clock: Clock, ms: number): AbortSignal {
  const stop = new AbortController();
  clock.after(ms, () => stop.abort());
  return stop.signal;
}

export const nameOf = (result: Result<unknown, string>): string => (result.ok ? 'ok' : result.fault);

/** Calls back once only. */
export function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
