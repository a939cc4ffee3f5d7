import { isWorthRetrying } from './failures.ts';

const ATTEMPTS = 5;

/** Does `work` again after a serialization failure (40001) or a deadlock (40P01); anything else goes through. */
export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (cause) {
      if (attempt >= ATTEMPTS || !isWorthRetrying(cause)) throw cause;
    }
  }
}
