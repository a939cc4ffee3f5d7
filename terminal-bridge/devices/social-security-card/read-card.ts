/** Reads a card that lies under power: application, issuer data, and the holder where the card or the centre allows it. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { SmartCard } from '../smart-card/transport.ts';
import { holderOf, issuerDataOf } from './elements.ts';
import { authenticate, type HolderAccess } from './holder-access.ts';
import { EF05, EF06, type RecordFault, readRecords } from './records.ts';
import { type ReadFault, selectApplication } from './select.ts';
import type { SocialSecurityCard, SscAlgorithm, SscHolder } from './social-security-card.ts';

/**
 * `holderAccess`: opens a third-generation card. Without it such a card is read as far as it is free to read, and
 * `holder` is null: the centre finds the person by the card number.
 */
export async function readCard(
  card: SmartCard,
  holderAccess: HolderAccess | null = null,
): Promise<Result<SocialSecurityCard, ReadFault>> {
  const application = await selectApplication(card);
  if (!application.ok) return application;
  const issuerFile = await readRecords(card, EF05);
  if (!issuerFile.ok) return fail(unreadable(issuerFile.fault));
  const issuer = issuerDataOf(issuerFile.value);
  if (issuer === null) return fail('cardUnreadable');
  const { algorithm } = application.value;
  const keys = algorithm ?? assumedAlgorithm(issuer.region);
  const about = { algorithm: keys, region: issuer.region, cardId: issuer.cardId };
  const holder = await readHolder(card, holderAccess, about);
  return holder.ok ? ok({ ...issuer, algorithm, holder: holder.value }) : holder;
}

/** Of a card that does not tell: Beijing's (region 11…) were issued with SSF33, all others with 3DES. */
export const assumedAlgorithm = (region: string): SscAlgorithm => (region.startsWith('11') ? 'SSF33' : 'DES');

async function readHolder(
  card: SmartCard,
  access: HolderAccess | null,
  about: Pick<SocialSecurityCard, 'algorithm' | 'region' | 'cardId'>,
): Promise<Result<SscHolder | null, ReadFault>> {
  let file = await readRecords(card, EF06);
  if (!file.ok && file.fault === 'protected') {
    if (access === null) return ok(null);
    const opened = await authenticate(card, access, about);
    if (!opened.ok) return opened;
    file = await readRecords(card, EF06);
  }
  if (!file.ok) return fail(unreadable(file.fault));
  const holder = holderOf(file.value);
  return holder === null ? fail('cardUnreadable') : ok(holder);
}

/** Protected where it must be free: not a card as the standard has it. */
const unreadable = (fault: RecordFault): ReadFault => (fault === 'protected' ? 'cardUnreadable' : fault);
