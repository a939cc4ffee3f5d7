import type { Partners } from '../exchange/partners.ts';
import { payments } from '../exchange/payments.ts';
import { regionalFigures } from '../exchange/regional-figures.ts';
import { simulatedInsuranceRecords } from './insurance-records.ts';

/** Partners for samples and tests: figures and payments are our own tables, the insurance system is simulated. */
export const simulatedPartners: Partners = {
  insurance: simulatedInsuranceRecords,
  figures: regionalFigures,
  payments,
};
