/** 简易程序 (domain 6.3): what it is asked about, and which of its conditions do not hold. */
import { z } from 'zod';
import type { Facts } from './facts.ts';

const Doubt = z.enum(['duplicate', 'late-report', 'conflicting-times', 'same-witness', 'same-account']);

/** What shares, employer and hospital answered; the rest is in the application itself. */
export const SimpleFacts = z.strictObject({
  insuredOnInjuryDay: z.boolean(),
  employerConfirms: z.boolean(),
  /** The injury is in the configured list of simple ones (one limb). */
  simpleInjury: z.boolean(),
  diagnosisByAgreementHospital: z.boolean(),
  attendanceOrVideo: z.boolean(),
  /** G14_6: the liability letter is at hand. */
  liabilityLetter: z.boolean().default(false),
  thirdPartyDispute: z.boolean(),
  doubts: z.array(Doubt).max(10).default([]),
  ageAtInjury: z.int().min(0).max(120),
});
export type SimpleFacts = z.infer<typeof SimpleFacts>;

type Case = Pick<Facts, 'scenario' | 'relation' | 'death'>;

/** Names of the conditions that do not hold; none: the procedure is the simple one. */
export function brokenConditions(asked: SimpleFacts, { scenario, relation, death }: Case): readonly string[] {
  const conditions: Readonly<Record<string, boolean>> = {
    insured: asked.insuredOnInjuryDay,
    'employer-confirms': asked.employerConfirms || relation === 'employer',
    'simple-injury': asked.simpleInjury,
    scenario: scenario === 'G14_1' || scenario === 'G14_2' || (scenario === 'G14_6' && asked.liabilityLetter),
    evidence: asked.diagnosisByAgreementHospital && asked.attendanceOrVideo,
    'no-third-party-dispute': !asked.thirdPartyDispute,
    'no-doubt': asked.doubts.length === 0,
    'aged-16': asked.ageAtInjury >= 16,
    alive: !death,
  };
  return Object.entries(conditions).flatMap(([name, holds]) => (holds ? [] : [name]));
}
