/** The loop of a device outlives its own defects: one device that fails in an unforeseen way must not end the visit. */
import type { Clock } from '@anban/foundation/clock';
import { pause } from '../waits.ts';

/** After a defect, before the loop begins anew. */
export const DEFECT_PAUSE_MS = 5000;

/** Told of an error that nobody foresaw; its text may quote a person's data and is not for the log. */
export type OnDefect = (error: unknown) => void;

export interface KeepRunningParts {
  readonly clock: Clock;
  /** Aborts when the device is closed. */
  readonly over: AbortSignal;
  /** Absent: a defect is thrown, as in a command that is run by hand. */
  readonly onDefect?: OnDefect | undefined;
  /** Shows the device as out of service. */
  readonly fail: () => void;
}

/**
 * The same for a device without a loop: one step of its work, begun by a timer or a socket. After a defect `fail` shows
 * the device as out of service and sees to its next attempt.
 */
export async function contain(
  step: () => unknown,
  { onDefect, fail }: Pick<KeepRunningParts, 'onDefect' | 'fail'>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (onDefect === undefined) throw error;
    onDefect(error);
    fail();
  }
}

/** Runs `loop` until it ends by itself; after a defect it is begun anew, until the device is closed. */
export async function keepRunning(loop: () => Promise<void>, parts: KeepRunningParts): Promise<void> {
  const { clock, over, onDefect, fail } = parts;
  while (!over.aborted) {
    try {
      return await loop();
    } catch (error) {
      if (onDefect === undefined) throw error;
      onDefect(error);
      fail();
      await pause(clock, DEFECT_PAUSE_MS, over);
    }
  }
}
