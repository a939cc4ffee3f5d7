/** What must hold before an assessment is terminated, contested or reviewed. Pure functions over days. */
import { fail, ok, type Result, unwrap } from '@anban/foundation/result';
import type { Day } from '../../rules/calendar/day.ts';
import { type Deadline, deadline } from '../../rules/deadlines/deadline.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';

export interface TerminationProposal {
  /** no-show: not there; refused: refuses the examination; cheating (令55 art 14). */
  readonly why: 'no-show' | 'refused' | 'cheating';
  readonly sessionDay: Day;
  readonly today: Day;
  readonly checkedIn: boolean;
  /** The person (or the employer) has explained, and the explanation was not accepted. */
  readonly explained: boolean;
  /** The officer who confirms; null = nobody has. */
  readonly officerId: string | null;
  readonly reason: string;
}

/**
 * 令55 art 14: nobody's assessment is terminated by a clock. An officer confirms with a reason; for a no-show after the
 * session's day and after the time to explain it (GRACE3), unless an explanation was heard.
 */
export function mayTerminate(proposal: TerminationProposal): Result<TerminationProposal, AssessmentFault> {
  const { why, sessionDay, today, checkedIn, explained, officerId, reason } = proposal;
  if (officerId === null) return fail(fault('officer-missing'));
  if (reason.trim() === '') return fail(fault('reason-missing'));
  if (why !== 'no-show') {
    return today < sessionDay ? fail(fault('date-order', { sessionDay, today })) : ok(proposal);
  }
  if (checkedIn) return fail(fault('checked-in'));
  if (today <= sessionDay) return fail(fault('not-yet-absent', { sessionDay }));
  const explainBy = unwrap(deadline('GRACE3', { start: sessionDay })).due;
  if (!explained && today <= explainBy) return fail(fault('grace-running', { explainBy }));
  return ok(proposal);
}

/** 再次鉴定 (令55 art 19): within 15 days of receiving the conclusion. `received`: by whoever applies. */
export function mayReassess(received: Day, today: Day): Result<Deadline, AssessmentFault> {
  if (today < received) return fail(fault('date-order', { received, today }));
  const window = unwrap(deadline('LA_RE15', { start: received }));
  return today <= window.due ? ok(window) : fail(fault('window-closed', { applyBy: window.due, basis: window.basis }));
}

/** 复查鉴定 (令55 art 20): from one year after the conclusion on. */
export function mayReview(concluded: Day, today: Day): Result<Deadline, AssessmentFault> {
  if (today < concluded) return fail(fault('date-order', { concluded, today }));
  const window = unwrap(deadline('LA_REV1Y', { start: concluded }));
  return today >= window.due
    ? ok(window)
    : fail(fault('window-not-open', { earliest: window.due, basis: window.basis }));
}
