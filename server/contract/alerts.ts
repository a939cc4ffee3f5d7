/** 求助: somebody at a terminal asks for a person. Shown on the officer's list at once. Not evidence, may be lost. */
import { z } from 'zod';
import { Id, Instant } from './common.ts';

export const HelpCall = z
  .strictObject({
    id: Id,
    at: Instant,
    reason: z.enum([
      'person-asks',
      'no-match',
      'manual-route',
      'paper-out',
      'cover-open',
      'printer-lost',
      'card-forgotten',
    ]),
  })
  .meta({ id: 'HelpCall' });
export type HelpCall = z.infer<typeof HelpCall>;
