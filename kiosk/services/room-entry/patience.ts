/** How long each screen at the door waits for the person. */
import { OFFICERS_MS } from '@anban/terminal-bridge/protocol/messages';
import type { Patience } from '../service.ts';
import type { RoomEntryContext, RoomEntryState } from './machine.ts';

const working: Patience = { kind: 'working' };

const PATIENCE: Record<RoomEntryState, Patience> = {
  // Ticket and document have a time of their own, after which the bridge says that nobody came.
  ticket: working,
  card: working,
  consent: { kind: 'ask', seconds: 120 },
  face: working,
  entering: working,
  // The way in is open: the door is near, and the next person waits.
  entered: { kind: 'leave', seconds: 15 },
  again: { kind: 'leave', seconds: 30 },
  // Long enough for staff to come.
  staff: { kind: 'ask', seconds: 120 },
  keptOut: { kind: 'ask', seconds: 240 },
  officer: { kind: 'ask', seconds: 60 },
  over: working,
};

/** Of the officers' screen: while both have their time, all of it and a little more; see that of the check-in. */
const FOR_OFFICERS: Patience = { kind: 'ask', seconds: OFFICERS_MS / 1000 + 10 };

export function patienceOf(state: RoomEntryState, context: RoomEntryContext, checking: boolean): Patience {
  if (state !== 'officer') return PATIENCE[state];
  if (checking) return working;
  return context.officersUntil === null ? PATIENCE.officer : FOR_OFFICERS;
}
