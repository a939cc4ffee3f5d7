/** What programs and threads beside the bridge have in common in the matrix. */
import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { NO_CARD } from './network-rig.ts';

export const NO_CABLE = { ...NO_CARD, busy: 'belongs to the bridge alone' } as const;

const LOOK_AGAIN_MS = 2;

/** They live in real time, in which the clock of the test stands: until `awaited` says that nothing comes any more. */
export async function settleHelpers(awaited: () => boolean): Promise<void> {
  await setImmediate();
  while (awaited()) await delay(LOOK_AGAIN_MS);
}
