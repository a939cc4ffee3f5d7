/**
 * How long each screen waits for the person, and how much longer for somebody who needs it: pure, for the conductor.
 * GB/T 37668 and WCAG 2.2.1: nobody is sent away without a question while they listen, read the settings or wait.
 */
import type { Patience, Visit } from '../services/service.ts';
import type { SessionState } from './machine.ts';
import { isFirst, type Preferences } from './preferences.ts';

/** Patience of the session's own screens. `attract` and `outOfService` stand for anybody, not in a mode left behind. */
const PATIENCE: Record<Exclude<SessionState, 'visit'>, Patience> = {
  outOfService: { kind: 'leave', seconds: 60 },
  attract: { kind: 'leave', seconds: 60 },
  // Until staff have signed in: it may be somebody who leant on the panel, and a card that is laid down begins nothing.
  diagnostics: { kind: 'ask', seconds: 45 },
  starting: { kind: 'working' },
  problem: { kind: 'ask', seconds: 30 },
  wiped: { kind: 'working' },
};
/** While somebody listens, reads the settings or waits for staff, no screen goes without a question, s. */
const ATTENDED: Patience = { kind: 'ask', seconds: 60 };
/** Staff look after a device, and come back to the panel. */
const SIGNED_IN: Patience = { kind: 'ask', seconds: 180 };
/** How much longer everything waits for somebody who asked for it, goes by switches, or whom a helper guides. */
const SLOWLY = 3;

/** What is on the screen, and what its person has chosen. */
export interface Shown {
  readonly state: SessionState;
  readonly visit: Pick<Visit, 'patience'> | null;
  readonly preferences: Preferences;
  readonly settingsOpen: boolean;
  /** A call for staff is being passed on, or was. */
  readonly helpOpen: boolean;
  /** Staff have signed in to the diagnostics. */
  readonly signedIn: boolean;
  /** A helper of the staff has signed in. */
  readonly assisted: boolean;
}

/** The screen's own patience. */
export const ownPatience = ({ state, visit }: Pick<Shown, 'state' | 'visit'>): Patience =>
  state === 'visit' ? (visit?.patience ?? { kind: 'working' }) : PATIENCE[state];

/** The same, but asking where the screen would go by itself while somebody attends to something else. */
export function patienceOf(shown: Shown): Patience {
  if (shown.signedIn) return SIGNED_IN;
  const own = ownPatience(shown);
  return own.kind === 'leave' && isAttended(shown) ? ATTENDED : own;
}

/** By what every time on the screen is multiplied. */
export const slownessOf = ({ preferences: { pace, control }, assisted }: Shown): number =>
  assisted || pace === 'slow' || control === 'switch' ? SLOWLY : 1;

/** Settings or help lie open, the voice reads, or somebody has made the first screen theirs. */
function isAttended({ state, preferences, settingsOpen, helpOpen }: Shown): boolean {
  const isTheirs = state === 'attract' ? !isFirst(preferences) : preferences.voice === 'on';
  return settingsOpen || helpOpen || isTheirs;
}
