/** Who knows whose social security card it is: the platform of the cards (持卡库), or a simulator of it. */
import type { Result } from '@anban/foundation/result';
import type { ECardHolder } from '../../contract/e-card.ts';
import type { SocialSecurityCardRequest } from '../../contract/social-security-card.ts';

export type CardKey = Omit<SocialSecurityCardRequest, 'id'>;

/** `unknown`: no such card, or number and 卡识别码 are not of one card. `blocked`: reported lost, or cancelled. */
export type CardRegistryFault = 'unknown' | 'blocked';

export interface SocialSecurityCardRegistry {
  holderOf(card: CardKey): Promise<Result<ECardHolder, CardRegistryFault>>;
}
