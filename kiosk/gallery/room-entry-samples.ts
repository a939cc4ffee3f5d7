/** A context for every state at the door of the examination room, and more than one where it can look different. */
import { blank, type RoomEntryContext, type RoomEntryState } from '../services/room-entry/machine.ts';

type Changes = Partial<RoomEntryContext>;
/** The first is the state as it is most often seen; its name is empty. */
type Variants = { readonly '': Changes } & Readonly<Record<string, Changes>>;

export const ROOM_ENTRY_SAMPLES = {
  ticket: { '': {}, foreign: { progress: { stage: 'again', fault: 'ticketForeign' } } },
  card: {
    '': {},
    reading: { progress: { stage: 'reading' } },
    again: { progress: { stage: 'again', fault: 'cardLifted' } },
  },
  consent: { '': {} },
  face: { '': { guidance: 'come-closer' }, start: {} },
  entering: { '': {} },
  entered: { '': { entry: { number: 'A012', room: 'A 室（二楼东侧）' } } },
  again: {
    '': { reason: 'ticketNotCalled' },
    foreign: { reason: 'ticketForeign' },
    occupied: { reason: 'roomOccupied' },
  },
  staff: {
    '': { reason: 'ticketUsed' },
    'other-face': { reason: 'faceMismatch' },
    'no-face': { reason: 'padFlat' },
    'other-person': { reason: 'ticketOtherPerson' },
    'cut-off': { reason: 'ticketUnverified' },
    unknown: { reason: 'unknown' },
  },
  over: { '': {} },
} as const satisfies Record<RoomEntryState, Variants>;

export const entryContextOf = (change: Changes): RoomEntryContext => ({ ...blank(), ...change });
