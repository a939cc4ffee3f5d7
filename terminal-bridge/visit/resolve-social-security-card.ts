/** From a third-generation card, which shows its holder to nobody, to the person: the centre asks the cards' platform. */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { SocialSecurityCardRequest } from '@anban/server/contract/social-security-card';
import type { Centre } from '../centre/centre.ts';
import type { IdentityDocument } from '../devices/identity-document.ts';
import { identityDocumentOf, type SocialSecurityCard } from '../devices/social-security-card/social-security-card.ts';
import type { FaultName } from '../protocol/faults.ts';

const REFUSALS: Readonly<Record<string, FaultName>> = {
  'ssc-unknown': 'sscCardUnknown',
  // No platform of cards is connected to this centre.
  'partner-unconnected': 'sscHolderHidden',
  // 挂失 or 注销: nothing that the holder could unlock.
  'ssc-blocked': 'sscCardBlocked',
};

export async function resolveSocialSecurityCard(
  centre: Pick<Centre, 'resolveSocialSecurityCard'>,
  card: SocialSecurityCard,
): Promise<Result<IdentityDocument, FaultName>> {
  const { cardNumber, cardId, region: issuedBy } = card;
  const request = SocialSecurityCardRequest.safeParse({ id: newId(), cardNumber, cardId, issuedBy });
  if (!request.success) return fail('sscCardUnreadable');
  const found = await centre.resolveSocialSecurityCard(request.data);
  if (!found.ok) {
    if (found.fault.kind === 'unreachable') return fail('sscCentreUnreachable');
    return fail(REFUSALS[found.fault.name] ?? 'sscCentreRefused');
  }
  const { name, number } = found.value;
  // Somebody else's card: a wrong answer must never become a person's visit.
  if (found.value.cardNumber !== cardNumber) return fail('sscCentreRefused');
  const holder = { name, number, sex: null, nation: null, birthPlace: null, birthDate: null };
  const document = identityDocumentOf({ ...card, holder });
  return document === null ? fail('sscHolderHidden') : ok(document);
}
