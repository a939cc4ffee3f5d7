/** What a check-in knows while it lasts, and everything that can happen to it. */
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type {
  Admission,
  CheckInAnswer,
  Guidance,
  MatchAnswer,
  OFFICER_REASONS,
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
  readonly guidance: Guidance | null;
  /** How often the camera has been opened in this visit. */
  readonly looks: number;
  /** Which of the two officers is asked. */
  readonly officer: 1 | 2;
  readonly officerFault: Reason | null;
  readonly ticket: CheckInAnswer | null;
}

/** Nothing of anybody: the state before and after every visit. */
export const blank = (): CheckInContext => ({
  holder: null,
  admission: null,
  progress: { stage: 'waiting' },
  reason: null,
  guidance: null,
  looks: 0,
  officer: 1,
  officerFault: null,
  ticket: null,
});

export type OfficerReason = (typeof OFFICER_REASONS)[number];

/** Travels in the event only: a PIN is never kept in the context. */
export interface OfficerDecision {
  readonly staffNumber: string;
  readonly pin: string;
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
  | { readonly type: 'CONFIRM'; readonly decision: OfficerDecision };

export function reasonOf(fault: BridgeFault): Reason {
  if (fault === 'disconnected' || fault === 'cancelled' || fault === 'timedOut' || fault === 'unexpected') {
    return 'unknown';
  }
  return fault;
}
