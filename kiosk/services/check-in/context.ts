/** What a check-in knows while it lasts, and everything that can happen to it. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type {
  Admission,
  CheckInAnswer,
  Guidance,
  MatchAnswer,
  OFFICER_REASONS,
  OfficerReview,
  ReadDocumentAnswer,
  ReadProgress,
} from '@anban/terminal-bridge/protocol/messages';
import type { BridgeFault } from '../../bridge/result.ts';
import type { VisitEvent } from '../service.ts';

/** Why this screen is shown. `unknown`: a failure that the protocol has no name for. */
export type Reason = FaultName | 'unknown';

export interface CheckInContext {
  readonly holder: ReadDocumentAnswer['holder'] | null;
  readonly admission: Admission | null;
  readonly progress: ReadProgress;
  readonly reason: Reason | null;
  /** `reason` was decided in an earlier visit of today, and stands. */
  readonly decidedBefore: boolean;
  readonly guidance: Guidance | null;
  /** How often the camera has been opened in this visit. */
  readonly looks: number;
  /** 监护人 who consents for a person under 14, masked. */
  readonly guardian: string | null;
  /** What the officer who signed in may see; null: nobody has. */
  readonly review: OfficerReview | null;
  /** Which of the two officers is asked. */
  readonly officer: 1 | 2;
  readonly officerFault: Reason | null;
  /** When both officers' time is over, on the scale of the kiosk's timers, ms; null: it has not begun. */
  readonly officersUntil: number | null;
  readonly ticket: CheckInAnswer | null;
}

/** Nothing of anybody: the state before and after every visit. */
export const blank = (): CheckInContext => ({
  holder: null,
  admission: null,
  progress: { stage: 'waiting' },
  reason: null,
  decidedBefore: false,
  guidance: null,
  looks: 0,
  guardian: null,
  review: null,
  officer: 1,
  officerFault: null,
  officersUntil: null,
  ticket: null,
});

export type OfficerReason = (typeof OFFICER_REASONS)[number];

/** Travels in the event only: a PIN is never kept in the context. Without a number their own card is waited for. */
export interface OfficerLogin {
  readonly staffNumber: string | null;
  readonly pin: string;
}

export interface OfficerDecision {
  readonly samePerson: boolean;
  readonly reason: OfficerReason;
}

export type CheckInEvent =
  | VisitEvent
  | { readonly type: 'PROGRESS'; readonly progress: ReadProgress }
  | { readonly type: 'DOCUMENT'; readonly answer: ReadDocumentAnswer }
  | { readonly type: 'GUIDANCE'; readonly guidance: Guidance }
  | { readonly type: 'MATCHED'; readonly answer: MatchAnswer }
  | { readonly type: 'CONFIRMED'; readonly outcome: 'second-officer' | 'pass' | 'refused' }
  | { readonly type: 'CHECKED_IN'; readonly answer: CheckInAnswer }
  /** The command of this state failed. */
  | { readonly type: 'FAILED'; readonly fault: BridgeFault }
  /** The camera has not come back in the time that a person can be asked to wait for it. */
  | { readonly type: 'GAVE_UP' }
  | { readonly type: 'AGREE' }
  | { readonly type: 'DECLINE' }
  | { readonly type: 'RETRY' }
  | { readonly type: 'STAFF' }
  | { readonly type: 'BACK' }
  | { readonly type: 'DONE' }
  /** A guardian is there, and wants to consent. */
  | { readonly type: 'GUARDIAN' }
  | { readonly type: 'GUARDIAN_READ'; readonly name: string }
  | { readonly type: 'SIGN_IN'; readonly login: OfficerLogin }
  | { readonly type: 'SIGNED_IN'; readonly review: OfficerReview; readonly until: number }
  /** Both officers' time is over. */
  | { readonly type: 'OFFICERS_OVER' }
  | { readonly type: 'CONFIRM'; readonly decision: OfficerDecision };

export function reasonOf(fault: BridgeFault): Reason {
  if (fault === 'disconnected' || fault === 'cancelled' || fault === 'timedOut' || fault === 'unexpected') {
    return 'unknown';
  }
  return fault;
}
