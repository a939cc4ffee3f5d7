/** An end to the wait for an engine that hangs: whoever stands there waits for it, and for nothing else. */
import type { Clock } from '@anban/foundation/clock';
import { EngineError } from '../seat.ts';

/** For one look of the engine, waiting for a free thread and all, ms. A slow machine takes two seconds; more is of no use. */
export const LOOK_LIMIT_MS = 5000;

/** What `look` answers. Rejects with an `EngineError` after `LOOK_LIMIT_MS`; what comes later goes to `wipe`. */
export function withinLimit<T>(clock: Clock, look: Promise<T>, wipe: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const cancel = clock.after(LOOK_LIMIT_MS, () => {
      isLate = true;
      reject(new EngineError('the engine did not answer in time'));
    });
    look.then(
      (answer) => {
        cancel();
        if (isLate) wipe(answer);
        else resolve(answer);
      },
      (cause) => {
        cancel();
        reject(cause);
      },
    );
  });
}
