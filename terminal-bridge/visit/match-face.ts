/**
 * Visit.MatchFace: person against card portrait, in this machine's memory only; each decision becomes a record. The
 * record of a no-match raises the alert at the centre, also when it comes later; a help call would be a second one.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { IdentityCheckRecord } from '@anban/server/contract/evidence';
import { errorName } from '../log.ts';
import type { MatchVerdict } from '../matching/matcher.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, Guidance, MatchAnswer, RequestOf } from '../protocol/messages.ts';
import { isStoreFailure } from '../store/store.ts';
import { TRIES_A_DAY } from './face-tries.ts';
import { tee } from './frame-tee.ts';
import { instantOf, type VisitServices } from './services.ts';
import { MATCH_ATTEMPTS, type Visit, type VisitDocument } from './visit.ts';

type Consent = NonNullable<IdentityCheckRecord['consent']>;

export async function matchFace(
  services: VisitServices,
  visit: Visit,
  request: RequestOf<'Visit.MatchFace'>,
  signal: AbortSignal,
  onGuidance: (guidance: Guidance) => void,
): Promise<Result<AnswerOf<'Visit.MatchFace'>, FaultName>> {
  const { document } = visit;
  if (document === null || visit.refused) return fail('stepOutOfOrder');
  if (visit.passedCheckId !== null) return ok({ outcome: 'pass', reason: null });
  const standing = standingAnswer(services, visit, document);
  if (standing !== null) return ok(standing);
  visit.agreed = true;
  visit.matchAttempts += 1;
  services.faceTries.begin(document);
  const consent: Consent = {
    textVersion: request.consent.textVersion,
    at: instantOf(services.clock.now()),
    ...(visit.guardianToken === null ? {} : { guardianToken: visit.guardianToken }),
  };
  const brokenOff = () => recordBrokenOff(services, visit, document, consent);
  signal.addEventListener('abort', brokenOff, { once: true });
  const verdict = await look(services, visit, document, signal, onGuidance);
  signal.removeEventListener('abort', brokenOff);
  if (signal.aborted || visit.over) return fail('visitOver');
  const answer = answerOf(verdict);
  record(services, visit, document, verdict, answer, consent);
  visit.match = answer;
  // Nobody has to look at the portrait again (Order 19 art 8: shortest retention).
  if (answer.outcome === 'pass') document.portrait?.data.fill(0);
  return ok(answer);
}

/** What was decided before stands: nobody tries until chance helps, and nobody is asked again and again. */
function standingAnswer({ faceTries }: VisitServices, visit: Visit, document: VisitDocument): MatchAnswer | null {
  const guarded = document.faceUnavailable === 'guardianNeeded' && visit.guardianToken !== null;
  if (document.faceUnavailable !== null && !guarded) {
    return { outcome: 'unavailable', reason: document.faceUnavailable };
  }
  if (visit.match !== null && visit.match.outcome !== 'unavailable') return visit.match;
  if (visit.matchAttempts >= MATCH_ATTEMPTS) {
    return visit.match ?? { outcome: 'unavailable', reason: 'noFaceSeen' };
  }
  // Six a day, wherever: those of before at all terminals, and those of this visit.
  const isUsedUp = document.triesBefore + visit.matchAttempts >= TRIES_A_DAY;
  const reason = faceTries.standing(document) ?? (isUsedUp ? 'noFaceSeen' : null);
  return reason === null ? null : { outcome: 'unavailable', reason };
}

async function look(
  { camera, matcher, preview, faceDeadlineMs, log }: VisitServices,
  visit: Visit,
  { portrait }: VisitDocument,
  signal: AbortSignal,
  onGuidance: (guidance: Guidance) => void,
): Promise<MatchVerdict> {
  if (portrait === null) return { outcome: 'unavailable', reason: 'portraitMissing' };
  // The camera closes with the comparison, however it ends.
  const looking = new AbortController();
  const both = AbortSignal.any([signal, looking.signal]);
  try {
    const frames = tee(camera.frames(both), (frame) => {
      visit.frames.put(frame);
      // A helper who stands beside the person has no business with their face.
      if (visit.assistant === null) preview.emit(frame);
    });
    return await matcher.match(portrait, frames, { signal: both, deadlineMs: faceDeadlineMs, onGuidance });
  } catch (error) {
    log.write('unexpected-error', { where: 'matcher', error: errorName(error) });
    return { outcome: 'unavailable', reason: 'matcherFailed' };
  } finally {
    looking.abort();
    preview.emit('end');
  }
}

function answerOf(verdict: MatchVerdict): MatchAnswer {
  switch (verdict.outcome) {
    case 'pass':
      return { outcome: 'pass', reason: null };
    case 'officer':
      return { outcome: 'officer', reason: 'faceUnsure' };
    case 'no-match':
      return { outcome: 'no-match', reason: 'faceMismatch' };
    case 'stopped':
      return { outcome: 'officer', reason: verdict.reason };
    case 'unavailable':
      return { outcome: 'unavailable', reason: verdict.reason };
  }
}

/**
 * The camera was open for somebody who agreed: that stays on record though nothing was decided (Order 19 art 6). At once,
 * while the store is open: what breaks off a comparison may be the end of the bridge. Nobody hears a failure here any more.
 */
function recordBrokenOff(services: VisitServices, visit: Visit, document: VisitDocument, consent: Consent): void {
  try {
    const nothing = { outcome: 'unavailable', reason: 'visitOver' } as const;
    record(services, visit, document, nothing, nothing, consent);
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    services.log.write('store-failed', { error: errorName(error) });
  }
}

function record(
  { ledger, delivery, clock, log }: VisitServices,
  visit: Visit,
  document: VisitDocument,
  verdict: MatchVerdict,
  { outcome, reason }: MatchAnswer,
  consent: Consent,
): void {
  const id = ledger.identityCheck({
    kind: 'identity-check',
    visitId: visit.id,
    at: instantOf(clock.now()),
    examineeId: document.examineeId,
    sessionId: document.sessionId,
    method: 'face',
    decision: outcome,
    reason,
    cardExpired: document.cardExpired,
    ...(document.warnings.length === 0 ? {} : { documentWarnings: [...document.warnings] }),
    consent,
    match: verdict.outcome === 'unavailable' ? null : verdict.figures,
    officers: [],
  });
  // Only a decision that is safely kept counts.
  if (outcome === 'pass') visit.passedCheckId = id;
  log.write('identity-checked', { visitId: visit.id, method: 'face', decision: outcome, reason });
  delivery.wake();
}
