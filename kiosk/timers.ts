/** Time as a dependency: tests move it by hand, nothing here reads a clock of its own. */
export interface Timers {
  /** Milliseconds on any steadily rising scale. */
  now(): number;
  /** Calls `callback` once after `ms`; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export const browserTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
