/** Visit.OfficerSignIn: an officer says who they are, then sees portrait and person side by side, for a limited time. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { errorName } from '../log.ts';
import type { FaultName } from '../protocol/faults.ts';
import { type AnswerOf, OFFICER_TRIES, OFFICERS_MS, type RequestOf } from '../protocol/messages.ts';
import { isStoreFailure } from '../store/store.ts';
import { recordByOfficers } from './officers-record.ts';
import type { VisitServices } from './services.ts';
import { type StaffClaim, staffSignIn } from './staff-sign-in.ts';
import type { Visit } from './visit.ts';

/** Somebody who is not the officer that they say they are; a card that did not come is nobody's guess. */
const WRONG: readonly FaultName[] = ['officerUnknown', 'officerLastTry', 'officerLocked', 'staffCardUnknown'];

export async function officerSignIn(
  services: VisitServices,
  visit: Visit,
  request: RequestOf<'Visit.OfficerSignIn'>,
  signal: AbortSignal,
): Promise<Result<AnswerOf<'Visit.OfficerSignIn'>, FaultName>> {
  const signedIn = await signInOnce(services, visit, request, signal);
  if (!signedIn.ok) return signedIn;
  const { document, firstOfficer } = visit;
  if (document === null) return fail('stepOutOfOrder');
  services.log.write('officer-signed-in', { visitId: visit.id, officerId: signedIn.value });
  // The camera opens for an officer only after the person agreed to it in this visit.
  const addresses = services.comparison.open(document.portrait, visit.agreed ? visit.frames : null);
  const leftMs = Math.max(0, (visit.officersUntil ?? 0) - services.clock.now());
  return ok({ officer: firstOfficer === null ? 1 : 2, ...addresses, leftMs });
}

/** Also of `Visit.ConfirmByOfficer` with number and PIN: the officer's id, noted in the visit, and the time begun. */
export async function signInOnce(
  services: VisitServices,
  visit: Visit,
  claim: StaffClaim,
  signal: AbortSignal,
): Promise<Result<string, FaultName>> {
  if (visit.document === null || visit.refused || visit.passedCheckId !== null) return fail('stepOutOfOrder');
  if (visit.wrongSignIns >= OFFICER_TRIES) return fail('officerTriesOver');
  const officer = await staffSignIn(services, visit, claim, signal);
  if (visit.over) return fail('visitOver');
  if (!officer.ok) {
    if (WRONG.includes(officer.fault)) visit.wrongSignIns += 1;
    // Said with the last wrong one: nobody types once more only to hear where the person has to go.
    return visit.wrongSignIns >= OFFICER_TRIES ? fail('officerTriesOver') : officer;
  }
  if (visit.firstOfficer?.officerId === officer.value) return fail('officerSame');
  visit.signedIn = officer.value;
  if (visit.officersUntil === null) begin(services, visit);
  return officer;
}

function begin(services: VisitServices, visit: Visit): void {
  visit.officersUntil = services.clock.now() + OFFICERS_MS;
  visit.stopOfficers = services.clock.after(OFFICERS_MS, () => {
    const deciders = visit.firstOfficer === null ? [] : [visit.firstOfficer];
    visit.endOfficers();
    services.comparison.close();
    try {
      recordByOfficers(services, visit, 'unavailable', deciders, 'officerTimeOver');
    } catch (error) {
      if (!isStoreFailure(error)) throw error;
      services.log.write('store-failed', { error: errorName(error) });
    }
  });
}
