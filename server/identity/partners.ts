/** The platforms that know whose card it is. Null: not connected here; whoever asks is told so by name. */
import type { ECardIssuer } from './e-card/issuer.ts';
import type { SocialSecurityCardRegistry } from './social-security-card/registry.ts';

export interface IdentityPartners {
  /** 电子社保卡. */
  readonly eCards: ECardIssuer | null;
  /** 社会保障卡 of the third generation. */
  readonly socialSecurityCards: SocialSecurityCardRegistry | null;
}

/** While no platform is connected: cards of these two kinds name nobody, and the person takes another document. */
export const NO_IDENTITY_PARTNERS: IdentityPartners = { eCards: null, socialSecurityCards: null };
