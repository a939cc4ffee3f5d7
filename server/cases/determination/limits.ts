/** Orders to the limits of a determination. */
import type { TimerOrder } from '../step.ts';

export const stop = (...timers: readonly TimerOrder['timer'][]): TimerOrder[] =>
  timers.map((timer) => ({ do: 'stop', timer }));
