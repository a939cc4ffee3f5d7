/** 入诊室 as a pure machine: the ticket, the document, the way in. Every state leaves by CANCEL, TIMEOUT, DISCONNECTED. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { ReadProgress, RoomEntry } from '@anban/terminal-bridge/protocol/messages';
import { assign, type StateValueFrom, setup } from 'xstate';
import type { VisitEvent } from '../service.ts';

export interface RoomEntryContext {
  readonly progress: ReadProgress;
  readonly reason: FaultName | 'unknown' | null;
  readonly entry: RoomEntry | null;
}

export const blank = (): RoomEntryContext => ({ progress: { stage: 'waiting' }, reason: null, entry: null });

export type RoomEntryEvent =
  | VisitEvent
  | { readonly type: 'PROGRESS'; readonly progress: ReadProgress }
  | { readonly type: 'TICKET' }
  | { readonly type: 'DOCUMENT' }
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
    /** ENTERED or FAILED. */
    enter: () => {},
    callStaff: () => {},
    stopCommand: () => {},
  },
  guards: {
    nobody: ({ event }) => event.type === 'FAILED' && NOBODY.includes(event.reason),
  },
});
/** Another code, or a number that is called in a moment: the person can begin again; staff are for the rest. */
const AGAIN: readonly string[] = ['ticketForeign', 'ticketNotCalled', 'cardUnreadable', 'cardLifted'];
const NOBODY: readonly string[] = ['ticketTimeout', 'cardTimeout'];

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
        DOCUMENT: 'entering',
        FAILED: [
          { guard: 'nobody', target: '#over' },
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
