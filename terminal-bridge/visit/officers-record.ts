/** What two officers decided, or did not decide in time, as a signed record. */
import { ATTACK_REASONS } from '@anban/server/contract/evidence';
import type { FaultName } from '../protocol/faults.ts';
import { instantOf, type VisitServices } from './services.ts';
import type { OfficerDecision, Visit } from './visit.ts';

/**
 * The last officer's reason stands in the record, unless another is given; a refused one raises an alert at the centre,
 * and so does a pass against a comparison of today that did not match or was stopped as a presentation attack.
 */
export function recordByOfficers(
  { ledger, delivery, clock, log, faceTries }: VisitServices,
  visit: Visit,
  decision: 'pass' | 'refused' | 'unavailable',
  deciders: readonly OfficerDecision[],
  why?: FaultName,
): string {
  const { document } = visit;
  if (document === null) throw new Error('officers decide about a document');
  const reason = why ?? deciders.at(-1)?.reason ?? null;
  // Decided here, or at another terminal.
  const overrides = overriddenBy(faceTries.standing(document) ?? document.faceUnavailable);
  const id = ledger.identityCheck({
    kind: 'identity-check',
    visitId: visit.id,
    at: instantOf(clock.now()),
    examineeId: document.examineeId,
    sessionId: document.sessionId,
    method: 'two-officers',
    decision,
    reason,
    cardExpired: document.cardExpired,
    ...(document.warnings.length === 0 ? {} : { documentWarnings: [...document.warnings] }),
    consent: null,
    match: null,
    officers: deciders.map((decider) => decider.officerId),
    ...(decision === 'pass' && overrides !== null ? { overrides } : {}),
  });
  log.write('identity-checked', { visitId: visit.id, method: 'two-officers', decision, reason });
  delivery.wake();
  return id;
}

function overriddenBy(standing: FaultName | null): 'no-match' | 'presentation-attack' | null {
  if (standing === 'faceMismatch') return 'no-match';
  return ATTACK_REASONS.some((attack) => attack === standing) ? 'presentation-attack' : null;
}
