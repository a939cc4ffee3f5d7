/**
 * Partners while no partner system is connected: figures as the office enters them, payment orders that the agency sends
 * and answers by hand, and no insurance records, so that a benefit waits and names what is missing.
 */
import type { Partners } from './partners.ts';
import { payments } from './payments.ts';
import { regionalFigures } from './regional-figures.ts';

export const ownPartners: Partners = {
  insurance: { find: async () => null },
  figures: regionalFigures,
  payments,
};
