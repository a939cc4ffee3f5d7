/** Waits that an `AbortSignal` ends. They leave no listener behind: a terminal waits for months. */
import type { Clock } from '@anban/foundation/clock';

/** Until `ms` are over or `over` aborts, whichever is first. */
export function pause(clock: Clock, ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      over.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    over.addEventListener('abort', end, { once: true });
    if (over.aborted) end();
  });
}

/** What `work` comes to, or null when `over` aborts first; the work itself goes on, and nobody hears of it. */
export function unlessOver<T>(work: Promise<T>, over: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null);
    over.addEventListener('abort', giveUp, { once: true });
    if (over.aborted) giveUp();
    work.then(resolve, reject).finally(() => over.removeEventListener('abort', giveUp));
  });
}
