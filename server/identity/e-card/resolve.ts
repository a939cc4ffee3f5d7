/** From the code that a phone showed to the person: made by the issuer, still alive, not used before. In that order. */
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { E_CARD_LIFE_S, type ECardHolder, type ECardRequest } from '../../contract/e-card.ts';
import type { Database } from '../../db/database.ts';
import type { ECardIssuer } from './issuer.ts';
import { useOnce } from './uses.ts';

export interface ECardServices {
  readonly database: Pick<Database, 'db'>;
  readonly clock: Clock;
  readonly issuer: ECardIssuer;
}

/** `stale`: older than its life, or of a time to come. `replayed`: used before. `forged`: not the issuer's. */
export type ECardFault = 'stale' | 'replayed' | 'forged';

/** The issuer's clock may be ahead of ours by so much. */
const SKEW_MS = 5_000;

export async function resolveECard(
  { database, clock, issuer }: ECardServices,
  { id: requestId, token }: ECardRequest,
  terminalId: string,
): Promise<Result<ECardHolder, ECardFault>> {
  const opened = issuer.open(token);
  if (!opened.ok) return opened;
  const { id: tokenId, issuedAt, holder } = opened.value;
  const now = clock.now();
  const age = now - issuedAt;
  if (age > E_CARD_LIFE_S * 1000 || age < -SKEW_MS) return fail('stale');
  const use = { regionCode: holder.issuedBy, tokenId, terminalId, requestId };
  return (await useOnce(database, use, now)) ? ok(holder) : fail('replayed');
}
