/** One invented set of fields for every kind of document: for specimens, and as a model of what a kind needs. */
import type { DocumentFields } from './fields.ts';
import type { DocumentKind } from './register.ts';
import { ASSESSMENT } from './samples/assessment.ts';
import { BENEFIT } from './samples/benefit.ts';
import { DETERMINATION } from './samples/determination.ts';

export const SAMPLES: { readonly [K in DocumentKind]: DocumentFields<K> } = {
  ...DETERMINATION,
  ...ASSESSMENT,
  ...BENEFIT,
};

/** What an order would add to them. */
export const SAMPLE_ORDER = { issuedOn: '2026-07-24', verificationCode: '0000-0000-0000-0000' } as const;
