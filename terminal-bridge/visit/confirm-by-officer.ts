/** Visit.ConfirmByOfficer: two different officers look at person and card; both must say yes, within their time. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, RequestOf } from '../protocol/messages.ts';
import { signInOnce } from './officer-sign-in.ts';
import { recordByOfficers } from './officers-record.ts';
import type { VisitServices } from './services.ts';
import type { Visit } from './visit.ts';

export async function confirmByOfficer(
  services: VisitServices,
  visit: Visit,
  request: RequestOf<'Visit.ConfirmByOfficer'>,
  signal: AbortSignal,
): Promise<Result<AnswerOf<'Visit.ConfirmByOfficer'>, FaultName>> {
  if (visit.document === null || visit.refused || visit.passedCheckId !== null) return fail('stepOutOfOrder');
  const { staffNumber, pin } = request;
  if (staffNumber !== undefined && pin !== undefined) {
    const signedIn = await signInOnce(services, visit, { staffNumber, pin }, signal);
    if (!signedIn.ok) return signedIn;
  }
  const officerId = visit.signedIn;
  if (officerId === null) return fail('officerTimeOver');
  visit.signedIn = null;
  services.comparison.close();
  const first = visit.firstOfficer;
  const decision = { officerId, reason: request.reason };
  const deciders = first === null ? [decision] : [first, decision];
  if (!request.samePerson) {
    recordByOfficers(services, visit, 'refused', deciders);
    visit.refused = true;
    visit.endOfficers();
    return ok({ outcome: 'refused' });
  }
  if (first === null) {
    visit.firstOfficer = decision;
    return ok({ outcome: 'second-officer' });
  }
  visit.passedCheckId = recordByOfficers(services, visit, 'pass', deciders);
  visit.endOfficers();
  return ok({ outcome: 'pass' });
}
