import type { CaseServices } from '../cases/services.ts';
import type { Partners } from '../exchange/partners.ts';
import { payments } from '../exchange/payments.ts';
import { regionalFigures } from '../exchange/regional-figures.ts';
import type { IdentityPartners } from '../identity/partners.ts';
import type { Foundation } from '../services.ts';
import { runBank } from './bank.ts';
import { SimulatedECardIssuer } from './e-card-issuer.ts';
import { simulatedInsuranceRecords } from './insurance-records.ts';
import { SimulatedCardRegistry } from './social-security-cards.ts';

/** What the simulated partners do by themselves: the bank answers its orders. */
export const simulatedRound =
  (services: CaseServices) =>
  (regionCode: string): Promise<unknown> =>
    runBank(services, regionCode);

/** Partners for samples and tests: figures and payments are our own tables, the insurance system is simulated. */
export const simulatedPartners: Partners = {
  insurance: simulatedInsuranceRecords,
  figures: regionalFigures,
  payments,
};

/** The platforms of cards, for samples and tests. */
export const simulatedIdentity = (foundation: Foundation): IdentityPartners => ({
  eCards: new SimulatedECardIssuer(foundation.dataDir),
  socialSecurityCards: new SimulatedCardRegistry(foundation),
});
