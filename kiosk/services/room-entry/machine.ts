/**
 * 入诊室 as a pure machine: the ticket, the document, the face of whoever agrees to it, the way in. Ticket and document are
 * what counts: a face that was not asked for, or could not be seen, keeps nobody out; another person's does. Every state
 * leaves by CANCEL, TIMEOUT, DISCONNECTED.
 */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type {
  Guidance,
  MatchAnswer,
  OfficerReview,
  ReadProgress,
  RoomEntry,
} from '@anban/terminal-bridge/protocol/messages';
import { assign, type StateValueFrom, setup } from 'xstate';
import type { CheckInContext, OfficerDecision, OfficerLogin } from '../check-in/context.ts';
import type { VisitEvent } from '../service.ts';

/** Why nobody goes in. `unknown`: a failure that the protocol has no name for. */
export type EntryReason = FaultName | 'unknown';

export interface RoomEntryContext {
  readonly progress: ReadProgress;
  readonly reason: EntryReason | null;
  readonly entry: RoomEntry | null;
  readonly guidance: Guidance | null;
  /** What the officers' screen shows and keeps, as in a check-in. */
  readonly holder: CheckInContext['holder'];
  readonly review: OfficerReview | null;
  readonly officer: 1 | 2;
  readonly officerFault: EntryReason | null;
  readonly officersUntil: number | null;
}

/** Nothing of anybody: the state before and after every visit. */
export const blank = (): RoomEntryContext => ({
  progress: { stage: 'waiting' },
  reason: null,
  entry: null,
  guidance: null,
  holder: null,
  review: null,
  officer: 1,
  officerFault: null,
  officersUntil: null,
});

export type RoomEntryEvent =
  | VisitEvent
  | { readonly type: 'PROGRESS'; readonly progress: ReadProgress }
  | { readonly type: 'TICKET' }
  | {
      readonly type: 'DOCUMENT';
      readonly holder: NonNullable<CheckInContext['holder']>;
      readonly faceUnavailable: FaultName | null;
    }
  | { readonly type: 'AGREE' }
  | { readonly type: 'DECLINE' }
  | { readonly type: 'GUIDANCE'; readonly guidance: Guidance }
  | { readonly type: 'MATCHED'; readonly answer: MatchAnswer }
  | { readonly type: 'ENTERED'; readonly entry: RoomEntry }
  | { readonly type: 'FAILED'; readonly reason: EntryReason }
  | { readonly type: 'DONE' }
  /** Officers: of whom a comparison of today keeps out, and of nobody else. */
  | { readonly type: 'STAFF' }
  | { readonly type: 'BACK' }
  | { readonly type: 'SIGN_IN'; readonly login: OfficerLogin }
  | { readonly type: 'SIGNED_IN'; readonly review: OfficerReview; readonly until: number }
  | { readonly type: 'OFFICERS_OVER' }
  | { readonly type: 'CONFIRM'; readonly decision: OfficerDecision }
  | { readonly type: 'CONFIRMED'; readonly outcome: 'second-officer' | 'pass' | 'refused' };

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
/** A comparison of today keeps this person out, at whichever terminal it was: two officers can say otherwise. */
const COMPARED: readonly string[] = [
  'faceMismatch',
  'padStream',
  'padScreen',
  'padFlat',
  'padSwapped',
  'padUnanswered',
  'padUnsure',
];
const NOBODY: readonly string[] = ['ticketTimeout', 'cardTimeout'];

type Of<T extends RoomEntryEvent['type']> = { readonly event: Extract<RoomEntryEvent, { type: T }> };
const nobodyCame = ({ event }: Of<'FAILED'>) => NOBODY.includes(event.reason);
const canTryAgain = ({ event }: Of<'FAILED'>) => AGAIN.includes(event.reason);
const comparedBefore = ({ event }: Of<'FAILED'>) => COMPARED.includes(event.reason);
/** Something about the officer or their card: the form says it, and another try can mend it. */
const officerErred = ({ event }: Of<'FAILED'>) =>
  event.reason !== 'officerTriesOver' &&
  (/^(officer|staffCard|reader)[A-Z]/.test(event.reason) || NOBODY.includes(event.reason));
const officersAgree = ({ event }: Of<'CONFIRMED'>) => event.outcome === 'pass';
const officersRefuse = ({ event }: Of<'CONFIRMED'>) => event.outcome === 'refused';
const timeRuns = ({ context }: { readonly context: RoomEntryContext }) => context.officersUntil !== null;
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
    /** SIGNED_IN or FAILED. */
    signIn: (_, _login: OfficerLogin) => {},
    /** CONFIRMED or FAILED. */
    confirm: (_, _decision: OfficerDecision) => {},
    stopCommand: () => {},
    keepReason: assign((_, reason: EntryReason) => ({ reason })),
    keepHolder: assign((_, holder: NonNullable<CheckInContext['holder']>) => ({ holder })),
    endOfficers: assign({ officer: 1, review: null, officersUntil: null, officerFault: null }),
    anew: assign({ officer: 1, review: null, officersUntil: null, officerFault: 'officerTimeOver' }),
    /** What was wrong stands in the form; when the time of the first officer is over, both sign in anew. */
    keepOfficerFault: assign((_, fault: EntryReason) => ({
      officerFault: fault,
      ...(fault === 'officerTimeOver' ? { officer: 1, officersUntil: null } : {}),
      review: null,
    })),
  },
});
const keepReason = { type: 'keepReason', params: ({ event }: Of<'FAILED'>) => event.reason } as const;
const keepHolder = { type: 'keepHolder', params: ({ event }: Of<'DOCUMENT'>) => event.holder } as const;
const keepOfficerFault = { type: 'keepOfficerFault', params: ({ event }: Of<'FAILED'>) => event.reason } as const;
const officerFailed = [
  { guard: officerErred, target: 'form', actions: keepOfficerFault },
  { target: '#staff', actions: keepReason },
] as const;
/** Both sign in anew. A decision that is on its way is waited for. */
const officersOver = { guard: timeRuns, target: 'form', actions: 'anew' } as const;
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
        DOCUMENT: [
          { guard: comparable, target: 'consent', actions: keepHolder },
          { target: 'entering', actions: keepHolder },
        ],
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
            target: 'keptOut',
            actions: assign({ reason: ({ event }) => event.answer.reason ?? 'faceMismatch' }),
          },
          { target: 'entering' },
        ],
        DECLINE: 'entering',
        FAILED: [{ guard: visitBroken, target: 'staff', actions: keepReason }, { target: 'entering' }],
      },
    },
    entering: {
      id: 'entering',
      entry: 'enter',
      on: {
        ENTERED: { target: 'entered', actions: assign({ entry: ({ event }) => event.entry }) },
        FAILED: [{ guard: comparedBefore, target: 'keptOut', actions: keepReason }, ...refused],
      },
    },
    entered: untilRead,
    again: untilRead,
    staff: { id: 'staff', entry: 'callStaff', ...untilRead },
    keptOut: { id: 'keptOut', entry: 'callStaff', on: { STAFF: 'officer', DONE: 'over', CARD_LAID: 'over' } },
    officer: {
      initial: 'form',
      states: {
        form: {
          on: {
            BACK: '#keptOut',
            OFFICERS_OVER: officersOver,
            SIGN_IN: {
              target: 'signingIn',
              actions: [assign({ officerFault: null }), { type: 'signIn', params: ({ event }) => event.login }],
            },
          },
        },
        signingIn: {
          exit: 'stopCommand',
          on: {
            BACK: '#keptOut',
            OFFICERS_OVER: officersOver,
            SIGNED_IN: {
              target: 'deciding',
              actions: assign({ review: ({ event }) => event.review, officersUntil: ({ event }) => event.until }),
            },
            FAILED: officerFailed,
          },
        },
        deciding: {
          on: {
            BACK: { target: 'form', actions: assign({ review: null }) },
            OFFICERS_OVER: officersOver,
            CONFIRM: { target: 'checking', actions: { type: 'confirm', params: ({ event }) => event.decision } },
          },
        },
        checking: {
          on: {
            CONFIRMED: [
              { guard: officersAgree, target: '#entering', actions: 'endOfficers' },
              // For the reason that kept the person out: the officers say what they found.
              { guard: officersRefuse, target: '#staff' },
              { target: 'form', actions: assign({ officer: 2, review: null }) },
            ],
            FAILED: officerFailed,
          },
        },
      },
    },
    over: { id: 'over', type: 'final', entry: assign(blank) },
  },
});

type Value = StateValueFrom<typeof roomEntryMachine>;
/** The top-level states: one screen each. */
export type RoomEntryState = Extract<Value, string> | keyof Exclude<Value, string>;
export const stateOf = (value: Value): RoomEntryState => (typeof value === 'string' ? value : 'officer');
