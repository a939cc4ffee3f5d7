/** A context for every state at the door of the examination room, and more than one where it can look different. */
import { blank, type RoomEntryContext, type RoomEntryState } from '../services/room-entry/machine.ts';

const holder = { name: '阿依努尔·吐尔逊江·阿卜杜拉', maskedNumber: '370702********0021' };
/** A picture of the gallery's own stands for the one that only a bridge has. */
const review = { officer: 1, portrait: 'icon.svg', live: null, leftMs: 180_000 } as const;

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
    'other-person': { reason: 'ticketOtherPerson' },
    'cut-off': { reason: 'ticketUnverified' },
    unknown: { reason: 'unknown' },
  },
  keptOut: { '': { reason: 'faceMismatch' }, 'no-face': { reason: 'padFlat' } },
  officer: { '': { holder }, second: { holder, officer: 2 }, same: { holder, reason: 'faceMismatch', review } },
  over: { '': {} },
} as const satisfies Record<RoomEntryState, Variants>;

export const entryContextOf = (change: Changes): RoomEntryContext => ({ ...blank(), ...change });
