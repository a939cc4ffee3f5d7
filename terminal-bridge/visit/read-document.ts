/** Visit.ReadDocument: card → number checked → roster → portrait. What is not needed further is overwritten at once. */
import { maskIdentityNumber, maskName } from '@anban/foundation/identity-number';
import { fail, ok, type Result } from '@anban/foundation/result';
import { dayInChina } from '@anban/server/contract/common';
import { DOCUMENT_WARNINGS, type DocumentWarning } from '@anban/server/contract/evidence';
import { parseDocumentNumber } from '../devices/document-number.ts';
import type { IdentityDocument } from '../devices/identity-document.ts';
import type { RgbImage } from '../devices/portrait/decoder.ts';
import { isExpired, validityWarnings } from '../devices/validity.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, ReadProgress } from '../protocol/messages.ts';
import { decideAdmission } from '../roster/admission.ts';
import type { TriedExaminee } from './face-tries.ts';
import type { VisitServices } from './services.ts';
import type { Visit } from './visit.ts';

type Answer = AnswerOf<'Visit.ReadDocument'>;

/** Order 19 art 7: below this age a guardian must consent. */
const AGE_OF_OWN_CONSENT = 14;

export async function readDocument(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<Answer, FaultName>> {
  // One card for one visit: what was decided about one person must not carry over to another's card.
  if (visit.document !== null) return fail('stepOutOfOrder');
  if (services.roster.bundle === null) return fail('rosterMissing');
  const card = await services.documents.read(signal, onProgress);
  if (!card.ok) return card;
  try {
    if (signal.aborted) return fail('cardTimeout');
    return await lookUp(services, visit, card.value, signal);
  } finally {
    card.value.portrait.fill(0);
  }
}

async function lookUp(
  services: VisitServices,
  visit: Visit,
  card: IdentityDocument,
  signal: AbortSignal,
): Promise<Result<Answer, FaultName>> {
  const { roster, clock, log } = services;
  const bundle = roster.bundle;
  if (bundle === null) return fail('rosterMissing');
  const number = parseDocumentNumber(card.kind, card.number);
  if (!number.ok) return fail('numberInvalid');
  const today = dayInChina(clock.now());
  const { admission, examinee } = decideAdmission({
    roster: bundle,
    number: number.value,
    today,
    markOf: (sessionId, examineeId) => roster.markOf(sessionId, examineeId),
  });
  const cardExpired = isExpired(card, today);
  const warnings = doubtsOf(card, today);
  const portrait =
    examinee === null
      ? fail<FaultName>('stepOutOfOrder')
      : await portraitOf(services, { card, warnings }, today, examinee.entry);
  if (signal.aborted || visit.over) {
    if (portrait.ok) portrait.value.data.fill(0);
    return fail('visitOver');
  }
  const faceUnavailable = examinee === null || portrait.ok ? null : portrait.fault;
  if (examinee !== null) {
    visit.document = {
      examineeId: examinee.entry.examineeId,
      sessionId: examinee.session.sessionId,
      sessionTitle: examinee.session.title,
      siteName: examinee.session.siteName,
      room: examinee.entry.room,
      holder: maskName(card.name),
      cardExpired,
      warnings,
      faceUnavailable,
      portrait: portrait.ok ? portrait.value : null,
    };
  }
  log.write('document-read', { visitId: visit.id, admission: admission.outcome, fault: faceUnavailable });
  const holder = { name: maskName(card.name), maskedNumber: maskIdentityNumber(number.value) };
  return ok({ holder, cardExpired, faceUnavailable, admission });
}

/**
 * Why officers should look at this document: dates that cannot be. An unusual term is none, for issuers have their
 * ways; expiry has words of its own.
 */
const doubtsOf = (card: IdentityDocument, today: string): DocumentWarning[] =>
  validityWarnings(card, today).flatMap((warning) => DOCUMENT_WARNINGS.filter((doubt) => doubt === warning));

/** The portrait as pixels, or why there can be no face comparison. */
async function portraitOf(
  { decoder, camera, matcher, faceTries }: VisitServices,
  { card, warnings }: { readonly card: IdentityDocument; readonly warnings: readonly DocumentWarning[] },
  today: string,
  examinee: TriedExaminee,
): Promise<Result<RgbImage, FaultName>> {
  // What was decided in an earlier visit of today stands; the portrait is not even decoded again.
  const standing = faceTries.standing(examinee);
  if (standing !== null) return fail(standing);
  if (isExpired(card, today)) return fail('cardExpired');
  // Only a card without a portrait may not say when its holder was born.
  if (card.birthDate !== null && ageOn(today, card.birthDate) < AGE_OF_OWN_CONSENT) return fail('guardianNeeded');
  if (warnings.length > 0) return fail('cardDoubtful');
  if (!works(matcher.status.status)) return fail('matcherFailed');
  if (!works(camera.status.status)) return fail(camera.status.reason ?? 'cameraLost');
  return decoder.decode(card.portrait);
}

/** A device that still starts will be there in a moment; the comparison waits for it. */
const works = (status: string): boolean => !['absent', 'out-of-service', 'reconnecting'].includes(status);

/** Whole years between two days (YYYY-MM-DD). */
export function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
