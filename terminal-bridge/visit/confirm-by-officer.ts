/** Visit.ConfirmByOfficer: two different officers look at person and card; both must say yes. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, RequestOf } from '../protocol/messages.ts';
import { instantOf, type VisitServices } from './services.ts';
import type { OfficerDecision, Visit, VisitDocument } from './visit.ts';

export async function confirmByOfficer(
  services: VisitServices,
  visit: Visit,
  request: RequestOf<'Visit.ConfirmByOfficer'>,
): Promise<Result<AnswerOf<'Visit.ConfirmByOfficer'>, FaultName>> {
  const { document } = visit;
  if (document === null || visit.refused || visit.passedCheckId !== null) return fail('stepOutOfOrder');
  const officer = await services.officers.verify(request.staffNumber, request.pin);
  if (!officer.ok) return officer;
  if (visit.over) return fail('visitOver');
  const first = visit.firstOfficer;
  if (first !== null && first.officerId === officer.value) return fail('officerSame');
  const decision = { officerId: officer.value, reason: request.reason };
  const deciders = first === null ? [decision] : [first, decision];
  if (!request.samePerson) {
    record(services, visit, document, 'refused', deciders);
    visit.refused = true;
    return ok({ outcome: 'refused' });
  }
  if (first === null) {
    visit.firstOfficer = decision;
    return ok({ outcome: 'second-officer' });
  }
  visit.passedCheckId = record(services, visit, document, 'pass', deciders);
  return ok({ outcome: 'pass' });
}

/** The last officer's reason stands in the record; a refused one raises an alert at the centre. */
function record(
  { ledger, delivery, clock, log }: VisitServices,
  visit: Visit,
  document: VisitDocument,
  decision: 'pass' | 'refused',
  deciders: readonly OfficerDecision[],
): string {
  const reason = deciders.at(-1)?.reason ?? null;
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
  });
  log.write('identity-checked', { visitId: visit.id, method: 'two-officers', decision, reason });
  delivery.wake();
  return id;
}
