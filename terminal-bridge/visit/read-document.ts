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
import { standingAnywhere } from './standing.ts';
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
  const seen =
    examinee === null
      ? {
          cardExpired: isExpired(card, today),
          warnings: doubtsOf(card, today),
          portrait: null,
          faceUnavailable: null,
          triesBefore: 0,
        }
      : await portraitOf(services, card, examinee.entry);
  const { cardExpired, warnings, portrait, faceUnavailable, triesBefore } = seen;
  if (signal.aborted || visit.over) {
    portrait?.data.fill(0);
    return fail('visitOver');
  }
  if (examinee !== null) {
    visit.document = {
      examineeId: examinee.entry.examineeId,
      sessionId: examinee.session.sessionId,
      sessionTitle: examinee.session.title,
      siteName: examinee.session.siteName,
      room: examinee.entry.room,
      holder: maskName(card.name),
      idToken: examinee.entry.idToken,
      cardExpired,
      warnings,
      faceUnavailable,
      triesBefore,
      portrait,
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

export interface SeenPortrait {
  readonly cardExpired: boolean;
  readonly warnings: readonly DocumentWarning[];
  /** Pixels, for a comparison or for two officers; null: could not be decoded. */
  readonly portrait: RgbImage | null;
  /** Why there can be no comparison by machine, or null. `guardianNeeded`: there can be with a guardian's consent. */
  readonly faceUnavailable: FaultName | null;
  /** As of `VisitDocument`. */
  readonly triesBefore: number;
}

/** What a document of an examinee offers for comparing. */
export async function portraitOf(
  services: Pick<VisitServices, 'decoder' | 'camera' | 'matcher' | 'faceTries' | 'faceStanding' | 'clock'>,
  card: IdentityDocument,
  examinee: TriedExaminee,
): Promise<SeenPortrait> {
  const today = dayInChina(services.clock.now());
  const cardExpired = isExpired(card, today);
  const warnings = doubtsOf(card, today);
  const [decoded, standing] = await Promise.all([
    services.decoder.decode(card.portrait),
    // What was decided in an earlier visit of today stands.
    standingAnywhere(services, examinee),
  ]);
  const why = standing.reason ?? (cardExpired ? 'cardExpired' : null);
  const doubt = warnings.length > 0 ? 'cardDoubtful' : null;
  // Only a card without a portrait may not say when its holder was born.
  const isChild = card.birthDate !== null && ageOn(today, card.birthDate) < AGE_OF_OWN_CONSENT;
  const undecoded = decoded.ok ? null : decoded.fault;
  const faceUnavailable = why ?? doubt ?? notWorking(services) ?? undecoded ?? (isChild ? 'guardianNeeded' : null);
  return {
    cardExpired,
    warnings,
    portrait: decoded.ok ? decoded.value : null,
    faceUnavailable,
    triesBefore: standing.tries,
  };
}

function notWorking({ matcher, camera }: Pick<VisitServices, 'matcher' | 'camera'>): FaultName | null {
  if (!works(matcher.status.status)) return matcher.status.reason ?? 'matcherFailed';
  return works(camera.status.status) ? null : (camera.status.reason ?? 'cameraLost');
}

/** A device that still starts will be there in a moment; the comparison waits for it. */
const works = (status: string): boolean => !['absent', 'out-of-service', 'reconnecting'].includes(status);

/** Whole years between two days (YYYY-MM-DD). */
export function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
