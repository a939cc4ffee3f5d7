/** Visit.ReadGuardian: a person under 14 is compared only when a guardian consents (Order 19 art 7, PIPL 31). */
import { maskName, normaliseIdentityNumber } from '@anban/foundation/identity-number';
import { fail, ok, type Result } from '@anban/foundation/result';
import { dayInChina } from '@anban/server/contract/common';
import { guardianTokenOf } from '@anban/server/contract/roster';
import type { FaultName } from '../protocol/faults.ts';
import type { AnswerOf, ReadProgress } from '../protocol/messages.ts';
import { ageOn } from './read-document.ts';
import type { VisitServices } from './services.ts';
import { anotherDocument, type SeenDocument } from './staff-sign-in.ts';
import type { Visit } from './visit.ts';

const OF_AGE = 18;

/** Whether they are the guardian, no card says: the officers of the hall may ask, and the record names them. */
export async function readGuardian(
  services: VisitServices,
  visit: Visit,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<AnswerOf<'Visit.ReadGuardian'>, FaultName>> {
  const { bundle } = services.roster;
  if (visit.document?.faceUnavailable !== 'guardianNeeded' || bundle === null) return fail('stepOutOfOrder');
  onProgress({ stage: 'waiting' });
  const again = (fault: FaultName) => onProgress({ stage: 'again', fault });
  const read = await anotherDocument(services, visit, signal, {
    onProgress,
    onOwn: () => again('guardianSame'),
    // The wrong card laid down by mistake: the right one may be in the same pocket.
    isWanted(document) {
      const isGuardian = isFit(document, dayInChina(services.clock.now()));
      if (!isGuardian) again('guardianUnfit');
      return isGuardian;
    },
  });
  if (!read.ok) return read;
  if (visit.over) return fail('visitOver');
  const key = Buffer.from(bundle.tokenKey, 'base64url');
  visit.guardianToken = guardianTokenOf(key, normaliseIdentityNumber(read.value.number));
  return ok({ guardian: { name: maskName(read.value.name) } });
}

function isFit({ birthDate, validFrom, validTo }: SeenDocument, today: string): boolean {
  if (birthDate === null || ageOn(today, birthDate) < OF_AGE) return false;
  return (validTo === null || validTo >= today) && (validFrom === null || validFrom <= today);
}
