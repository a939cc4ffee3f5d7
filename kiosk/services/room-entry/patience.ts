/** How long each screen at the door waits for the person. */
import type { Patience } from '../service.ts';
import type { RoomEntryState } from './machine.ts';

const working: Patience = { kind: 'working' };

export const PATIENCE: Record<RoomEntryState, Patience> = {
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
  over: working,
};
