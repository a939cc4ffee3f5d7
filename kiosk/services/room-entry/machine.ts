/**
 * 入诊室 as a pure machine: the ticket, the document, the face of whoever agrees to it, the way in. Ticket and document are
 * what counts: a face that was not asked for, or could not be seen, keeps nobody out; another person's does. Every state
 * leaves by CANCEL, TIMEOUT, DISCONNECTED.
 */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { Guidance, MatchAnswer, ReadProgress, RoomEntry } from '@anban/terminal-bridge/protocol/messages';
import { assign, type StateValueFrom, setup } from 'xstate';
import type { VisitEvent } from '../service.ts';

export interface RoomEntryContext {
  readonly progress: ReadProgress;
  readonly reason: FaultName | 'unknown' | null;
  readonly entry: RoomEntry | null;
  readonly guidance: Guidance | null;
}

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
  | { readonly type: 'FAILED'; readonly reason: FaultName | 'unknown' }
  | { readonly type: 'DONE' };

const types: { context?: RoomEntryContext; events?: RoomEntryEvent } = {};
const machine = setup({
  types,
  actions: {
    /** TICKET or FAILED. */
    readTicket: () => {},
    /** PROGRESS, then DOCUMENT or FAILED. */
    readDocument: () => {},
    /** Opens the camera and compares: GUIDANCE, then MATCHED or FAILED. */
    matchFace: () => {},
    /** ENTERED or FAILED. */
    enter: () => {},
    callStaff: () => {},
    stopCommand: () => {},
  },
  guards: {
    nobody: ({ event }) => event.type === 'FAILED' && NOBODY.includes(event.reason),
    comparable: ({ event }) => event.type === 'DOCUMENT' && event.faceUnavailable === null,
    keptOut: ({ event }) => event.type === 'MATCHED' && isKeptOut(event.answer),
    faceFailed: ({ event }) => event.type === 'FAILED' && !BROKEN_VISIT.includes(event.reason),
  },
});
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
/** Another person, or something that is no living face. One that only stays in doubt is no worse than none. */
const isKeptOut = ({ outcome, reason }: MatchAnswer) =>
  outcome === 'no-match' || (outcome === 'officer' && reason !== 'faceUnsure');

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
        TICKET: 'card',
        FAILED: [
          { guard: 'nobody', target: '#over' },
          { target: 'stopped', actions: assign({ reason: ({ event }) => event.reason }) },
        ],
      },
    },
    card: {
      entry: 'readDocument',
      exit: 'stopCommand',
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        DOCUMENT: [{ guard: 'comparable', target: 'consent' }, { target: 'entering' }],
        FAILED: [
          { guard: 'nobody', target: '#over' },
          { target: 'stopped', actions: assign({ reason: ({ event }) => event.reason }) },
        ],
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
            guard: 'keptOut',
            target: 'staff',
            actions: assign({ reason: ({ event }) => event.answer.reason ?? 'faceMismatch' }),
          },
          { target: 'entering' },
        ],
        DECLINE: 'entering',
        FAILED: [
          { guard: 'faceFailed', target: 'entering' },
          { target: 'stopped', actions: assign({ reason: ({ event }) => event.reason }) },
        ],
      },
    },
    entering: {
      entry: 'enter',
      on: {
        ENTERED: { target: 'entered', actions: assign({ entry: ({ event }) => event.entry }) },
        FAILED: { target: 'stopped', actions: assign({ reason: ({ event }) => event.reason }) },
      },
    },
    entered: { on: { DONE: '#over', CARD_LAID: '#over' } },
    stopped: {
      always: [{ guard: ({ context }) => AGAIN.includes(context.reason ?? ''), target: 'again' }, { target: 'staff' }],
    },
    again: { on: { DONE: '#over' } },
    staff: { entry: 'callStaff', on: { DONE: '#over' } },
    over: { id: 'over', type: 'final', entry: assign(blank) },
  },
});

export type RoomEntryState = Extract<StateValueFrom<typeof roomEntryMachine>, string>;
