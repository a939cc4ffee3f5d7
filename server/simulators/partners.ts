import type { CaseServices } from '../cases/services.ts';
import type { Partners } from '../exchange/partners.ts';
import { payments } from '../exchange/payments.ts';
import { regionalFigures } from '../exchange/regional-figures.ts';
import { runBank } from './bank.ts';
import { simulatedInsuranceRecords } from './insurance-records.ts';

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
