/**
 * 入诊室 as a pure machine: the ticket, the document, the face of whoever agrees to it, the way in. Ticket and document are
 * what counts: a face that was not asked for, or could not be seen, keeps nobody out; another person's does. Every state
 * leaves by CANCEL, TIMEOUT, DISCONNECTED.
 */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { Guidance, MatchAnswer, ReadProgress, RoomEntry } from '@anban/terminal-bridge/protocol/messages';
import { assign, type StateValueFrom, setup } from 'xstate';
import type { VisitEvent } from '../service.ts';

/** Why nobody goes in. `unknown`: a failure that the protocol has no name for. */
export type EntryReason = FaultName | 'unknown';

export interface RoomEntryContext {
  readonly progress: ReadProgress;
  readonly reason: EntryReason | null;
  readonly entry: RoomEntry | null;
  readonly guidance: Guidance | null;
}

/** Nothing of anybody: the state before and after every visit. */
export const blank = (): RoomEntryContext => ({
  progress: { stage: 'waiting' },
  reason: null,
  entry: null,
  guidance: null,
});

export type RoomEntryEvent =
  | VisitEvent
  | { readonly type: 'PROGRESS'; readonly progress: ReadProgress }
  | { readonly type: 'TICKET' }
  | { readonly type: 'DOCUMENT'; readonly faceUnavailable: FaultName | null }
  | { readonly type: 'AGREE' }
  | { readonly type: 'DECLINE' }
  | { readonly type: 'GUIDANCE'; readonly guidance: Guidance }
  | { readonly type: 'MATCHED'; readonly answer: MatchAnswer }
  | { readonly type: 'ENTERED'; readonly entry: RoomEntry }
  | { readonly type: 'FAILED'; readonly reason: EntryReason }
  | { readonly type: 'DONE' };

/** Another code, or a number that is called in a moment: the person can begin again; staff are for the rest. */
const AGAIN: readonly string[] = [
  'ticketForeign',
  'ticketNotCalled',
  'ticketOtherRoom',
  'roomOccupied',
  'cardUnreadable',
  'cardLifted',
];
/** The way in without a face would end here as well. */
const BROKEN_VISIT: readonly string[] = ['visitOver', 'stepOutOfOrder', 'storeFailed', 'unknown'];
const NOBODY: readonly string[] = ['ticketTimeout', 'cardTimeout'];

type Of<T extends RoomEntryEvent['type']> = { readonly event: Extract<RoomEntryEvent, { type: T }> };
const nobodyCame = ({ event }: Of<'FAILED'>) => NOBODY.includes(event.reason);
const canTryAgain = ({ event }: Of<'FAILED'>) => AGAIN.includes(event.reason);
const visitBroken = ({ event }: Of<'FAILED'>) => BROKEN_VISIT.includes(event.reason);
const comparable = ({ event }: Of<'DOCUMENT'>) => event.faceUnavailable === null;
/** Another person, or something that is no living face. One that only stays in doubt is no worse than none. */
const keptOut = ({ event: { answer } }: Of<'MATCHED'>) =>
  answer.outcome === 'no-match' || (answer.outcome === 'officer' && answer.reason !== 'faceUnsure');

const types: { context?: RoomEntryContext; events?: RoomEntryEvent } = {};
const machine = setup({
  types,
  actions: {
    /** PROGRESS with a fault where a code was shown that is no ticket; TICKET or FAILED. */
    readTicket: () => {},
    /** PROGRESS, then DOCUMENT or FAILED. */
    readDocument: () => {},
    /** Opens the camera and compares: GUIDANCE, then MATCHED or FAILED. */
    matchFace: () => {},
    /** ENTERED or FAILED. */
    enter: () => {},
    callStaff: () => {},
    stopCommand: () => {},
    keepReason: assign((_, reason: EntryReason) => ({ reason })),
  },
});
const keepReason = { type: 'keepReason', params: ({ event }: Of<'FAILED'>) => event.reason } as const;
const refused = [
  { guard: canTryAgain, target: 'again', actions: keepReason },
  { target: 'staff', actions: keepReason },
] as const;
const failed = [{ guard: nobodyCame, target: 'over' }, ...refused] as const;
/** A screen that only tells something ends when it is read, or when the next person lays a card down. */
const untilRead = { on: { DONE: 'over', CARD_LAID: 'over' } } as const;

export const roomEntryMachine = machine.createMachine({
  id: 'room-entry',
  context: blank,
  initial: 'ticket',
  on: { CANCEL: '#over', TIMEOUT: '#over', DISCONNECTED: '#over' },
  states: {
    ticket: {
      entry: [assign(blank), 'readTicket'],
      exit: 'stopCommand',
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        TICKET: 'card',
        FAILED: failed,
      },
    },
    card: {
      entry: [assign({ progress: { stage: 'waiting' } }), 'readDocument'],
      exit: 'stopCommand',
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        DOCUMENT: [{ guard: comparable, target: 'consent' }, { target: 'entering' }],
        FAILED: failed,
      },
    },
    consent: { on: { AGREE: 'face', DECLINE: 'entering' } },
    face: {
      entry: [assign({ guidance: null }), 'matchFace'],
      exit: 'stopCommand',
      on: {
        GUIDANCE: { actions: assign({ guidance: ({ event }) => event.guidance }) },
        MATCHED: [
          {
            guard: keptOut,
            target: 'staff',
            actions: assign({ reason: ({ event }) => event.answer.reason ?? 'faceMismatch' }),
          },
          { target: 'entering' },
        ],
        DECLINE: 'entering',
        FAILED: [{ guard: visitBroken, target: 'staff', actions: keepReason }, { target: 'entering' }],
      },
    },
    entering: {
      entry: 'enter',
      on: { ENTERED: { target: 'entered', actions: assign({ entry: ({ event }) => event.entry }) }, FAILED: refused },
    },
    entered: untilRead,
    again: untilRead,
    staff: { entry: 'callStaff', ...untilRead },
    over: { id: 'over', type: 'final', entry: assign(blank) },
  },
});

export type RoomEntryState = StateValueFrom<typeof roomEntryMachine>;
