/**
 * 签到, from the card to the ticket, as a pure machine: what it wants done is a named action, what comes of it an event.
 * Every state leaves by CANCEL, TIMEOUT and DISCONNECTED; only a ticket stays readable when the bridge goes away.
 */
import type { MatchAnswer, ReadDocumentAnswer } from '@anban/terminal-bridge/protocol/messages';
import { assign, type StateValueFrom, setup } from 'xstate';
import type { BridgeFault } from '../../bridge/result.ts';
import {
  blank,
  type CheckInContext,
  type CheckInEvent,
  type OfficerDecision,
  type OfficerLogin,
  reasonOf,
} from './context.ts';
import * as is from './guards.ts';

const types: { context?: CheckInContext; events?: CheckInEvent } = {};
const machine = setup({
  types,
  actions: {
    /** Waits for the card and reads it: PROGRESS, then DOCUMENT or FAILED. */
    readDocument: () => {},
    /** Opens the camera and compares: GUIDANCE, then MATCHED or FAILED. */
    matchFace: () => {},
    /** Tells the bridge that the person prefers the way without a camera; staff are called by that. */
    declineFace: () => {},
    callStaff: () => {},
    /** Waits for the guardian's document: PROGRESS, then GUARDIAN_READ or FAILED. */
    readGuardian: () => {},
    /** SIGNED_IN or FAILED. */
    signIn: (_, _login: OfficerLogin) => {},
    /** CONFIRMED or FAILED. */
    confirm: (_, _decision: OfficerDecision) => {},
    /** CHECKED_IN or FAILED. */
    checkIn: () => {},
    /** Says DEVICE_BACK when the reader is already well again by the time that its fault arrives. */
    watchReader: () => {},
    /** DEVICE_BACK in the same way, or GAVE_UP when the camera stays away. */
    watchCamera: () => {},
    /** Cancels the command of the state that is left. */
    stopCommand: () => {},
    keepDocument: assign((_, { holder, admission, faceUnavailable }: ReadDocumentAnswer) => ({
      holder,
      admission,
      reason: faceUnavailable,
      decidedBefore: is.decidedBefore(faceUnavailable),
    })),
    keepMatch: assign((_, { reason }: MatchAnswer) => ({ reason: reason ?? 'unknown' })),
    keepFault: assign((_, fault: BridgeFault) => ({ reason: reasonOf(fault) })),
    keepReview: assign(({ event }) =>
      event.type === 'SIGNED_IN' ? { review: event.review, officersUntil: event.until } : {},
    ),
    anew: assign({ officer: 1, review: null, officersUntil: null, officerFault: 'officerTimeOver' }),
    /** What was wrong stands in the form; when the time of the first officer is over, both sign in anew. */
    keepOfficerFault: assign((_, fault: BridgeFault) => ({
      officerFault: reasonOf(fault),
      ...(fault === 'officerTimeOver' ? { officer: 1, officersUntil: null } : {}),
      review: null,
    })),
  },
});

type Of<T extends CheckInEvent['type']> = { readonly event: Extract<CheckInEvent, { type: T }> };
const keepDocument = { type: 'keepDocument', params: ({ event }: Of<'DOCUMENT'>) => event.answer } as const;
const keepMatch = { type: 'keepMatch', params: ({ event }: Of<'MATCHED'>) => event.answer } as const;
const keepOfficerFault = { type: 'keepOfficerFault', params: ({ event }: Of<'FAILED'>) => event.fault } as const;
const keepFault = { type: 'keepFault', params: ({ event }: Of<'FAILED'>) => event.fault } as const;

/** Both sign in anew. A decision that is on its way is waited for. */
const officersOver = { guard: is.timeRuns, target: 'form', actions: 'anew' } as const;

/** What a screen does that only tells something: it ends when it is read, or when the next person lays a card down. */
const untilRead = { on: { DONE: '#ended', CARD_LAID: '#ended' } } as const;

export const checkInMachine = machine.createMachine({
  id: 'check-in',
  context: blank,
  initial: 'card',
  on: { CANCEL: '#ended', TIMEOUT: '#ended', DISCONNECTED: '#ended' },
  states: {
    card: {
      entry: [assign({ progress: { stage: 'waiting' }, reason: null }), 'readDocument'],
      exit: 'stopCommand',
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        DOCUMENT: [
          { guard: is.notOnRoster, target: 'notOnRoster', actions: keepDocument },
          { guard: is.wrongDay, target: 'wrongDay', actions: keepDocument },
          { guard: is.wrongSite, target: 'wrongSite', actions: keepDocument },
          { guard: is.alreadyHere, target: 'alreadyCheckedIn', actions: keepDocument },
          { guard: is.expired, target: 'cardExpired', actions: keepDocument },
          { guard: is.childAlone, target: 'guardian', actions: keepDocument },
          {
            guard: is.faceUnavailable,
            target: 'manual',
            actions: [keepDocument, 'callStaff'],
          },
          { target: 'consent', actions: keepDocument },
        ],
        FAILED: [
          { guard: is.nobodyCame, target: 'ended' },
          { guard: is.readerFailed, target: 'readerLost', actions: keepFault },
          { guard: is.visitBroken, target: 'problem', actions: keepFault },
          { target: 'cardProblem', actions: keepFault },
        ],
      },
    },
    readerLost: {
      entry: 'watchReader',
      exit: 'stopCommand',
      on: { DEVICE_BACK: { guard: is.isReader, target: 'card' } },
    },
    cardProblem: { on: { RETRY: 'card', CARD_LAID: 'card', DONE: '#ended' } },
    notOnRoster: untilRead,
    wrongDay: untilRead,
    wrongSite: untilRead,
    alreadyCheckedIn: untilRead,
    cardExpired: {
      on: {
        STAFF: {
          target: 'manual',
          actions: [assign({ reason: ({ context }) => context.reason ?? 'cardExpired' }), 'callStaff'],
        },
        DONE: '#ended',
        CARD_LAID: '#ended',
      },
    },
    // Under 14: with a guardian's consent, or by two officers; both as near.
    guardian: {
      on: {
        GUARDIAN: 'guardianCard',
        DECLINE: { target: 'manual', actions: 'declineFace' },
      },
    },
    guardianCard: {
      entry: [assign({ progress: { stage: 'waiting' } }), 'readGuardian'],
      exit: 'stopCommand',
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        GUARDIAN_READ: { target: 'consent', actions: assign({ guardian: ({ event }) => event.name }) },
        DECLINE: { target: 'manual', actions: 'declineFace' },
        FAILED: [
          { guard: is.visitBroken, target: 'problem', actions: keepFault },
          { target: 'manual', actions: [keepFault, 'callStaff'] },
        ],
      },
    },
    consent: {
      on: {
        AGREE: 'face',
        DECLINE: { target: 'manual', actions: [assign({ reason: 'consentRefused' }), 'declineFace'] },
      },
    },
    face: {
      entry: [assign({ guidance: null, reason: null, looks: ({ context }) => context.looks + 1 }), 'matchFace'],
      exit: 'stopCommand',
      on: {
        GUIDANCE: { actions: assign({ guidance: ({ event }) => event.guidance }) },
        // The bridge goes on looking for a while; the person is told at once why there is no picture.
        DEVICE_LOST: { guard: is.isCamera, actions: assign({ reason: ({ event }) => event.reason ?? 'cameraLost' }) },
        DEVICE_BACK: { guard: is.isCamera, actions: assign({ reason: null }) },
        MATCHED: [
          { guard: is.facePassed, target: 'result' },
          { guard: is.faceRefused, target: 'mismatch', actions: keepMatch },
          { guard: is.cameraGone, target: 'cameraLost', actions: keepMatch },
          { target: 'manual', actions: [keepMatch, 'callStaff'] },
        ],
        DECLINE: { target: 'manual', actions: [assign({ reason: 'consentRefused' }), 'declineFace'] },
        FAILED: [
          { guard: is.cameraFailed, target: 'cameraLost', actions: keepFault },
          { guard: is.visitBroken, target: 'problem', actions: keepFault },
          { target: 'manual', actions: [keepFault, 'callStaff'] },
        ],
      },
    },
    cameraLost: {
      entry: 'watchCamera',
      exit: 'stopCommand',
      on: {
        DEVICE_BACK: { guard: is.isCamera, target: 'face' },
        DECLINE: { target: 'manual', actions: 'declineFace' },
        GAVE_UP: { target: 'manual', actions: 'callStaff' },
      },
    },
    mismatch: { on: { STAFF: 'officer', CARD_LAID: '#ended' } },
    manual: { id: 'manual', on: { STAFF: 'officer' } },
    officer: {
      initial: 'form',
      states: {
        form: {
          on: {
            BACK: '#manual',
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
            BACK: '#manual',
            OFFICERS_OVER: officersOver,
            SIGNED_IN: { target: 'deciding', actions: 'keepReview' },
            FAILED: [
              { guard: is.officerErred, target: 'form', actions: keepOfficerFault },
              { target: '#problem', actions: keepFault },
            ],
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
              { guard: is.officersAgree, target: '#result' },
              { guard: is.officersRefuse, target: '#refused' },
              { target: 'form', actions: assign({ officer: 2, review: null }) },
            ],
            FAILED: [
              { guard: is.officerErred, target: 'form', actions: keepOfficerFault },
              { target: '#problem', actions: keepFault },
            ],
          },
        },
      },
    },
    refused: { id: 'refused', ...untilRead },
    result: {
      id: 'result',
      entry: 'checkIn',
      on: {
        CHECKED_IN: [
          {
            guard: is.checkedInBefore,
            target: 'alreadyCheckedIn',
            actions: assign({
              admission: ({ event }) => ({
                outcome: 'already-checked-in',
                number: event.answer.number,
                room: event.answer.room,
              }),
            }),
          },
          { target: 'ticket', actions: assign({ ticket: ({ event }) => event.answer }) },
        ],
        FAILED: { target: 'problem', actions: keepFault },
      },
    },
    ticket: { on: { DONE: '#ended', CARD_LAID: '#ended', DISCONNECTED: {} } },
    problem: { id: 'problem', ...untilRead },
    ended: { id: 'ended', type: 'final', entry: assign(blank) },
  },
});

type Value = StateValueFrom<typeof checkInMachine>;
/** The top-level states: one screen each. */
export type CheckInState = Extract<Value, string> | keyof Exclude<Value, string>;

export const stateOf = (value: Value): CheckInState => (typeof value === 'string' ? value : 'officer');
