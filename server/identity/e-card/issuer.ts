/** Who issues electronic social security cards: the national platform, or a simulator of it. */
import type { Result } from '@anban/foundation/result';
import type { ECardHolder } from '../../contract/e-card.ts';

export interface OpenedECard {
  /** Of this code, not of the card: every refresh on the phone makes another. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly issuedAt: number;
  readonly holder: ECardHolder;
}

export interface ECardIssuer {
  /** What the code says, once it is proved that the issuer made it. `forged`: it is not the issuer's, or was changed. */
  open(token: string): Result<OpenedECard, 'forged'>;
}
