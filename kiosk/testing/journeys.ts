/**
 * Every machine of the kiosk, one line each. Its walk, its page in the documentation, its samples in the gallery and its
 * way through a real browser are asked for by this list, and the list by the machines there are (`journeys.test.ts`).
 */
import { checkInJourney } from './check-in-journey.ts';
import type { MachineFacts } from './machine-journey.ts';
import { roomEntryJourney } from './room-entry-journey.ts';
import { sessionJourney } from './session-journey.ts';
import type { Journey, Step } from './walk.ts';

interface Happening {
  readonly type: string;
}
/** Whatever its events and its context are. */
export interface AnyJourney extends Journey<Happening>, MachineFacts {
  readonly interruptions: readonly Step<Happening>[];
}

export const JOURNEYS: readonly AnyJourney[] = [checkInJourney(), roomEntryJourney(), sessionJourney()];
