/** 简易程序: what comes with the application is put before the guards of the rules (domain 6.3). */
import { z } from 'zod';
import { simpleProcedure } from '../../rules/scenarios/simple-procedure.ts';
import type { Actor } from '../model.ts';
import type { Facts } from './facts.ts';

const DoubtName = z.enum(['duplicate', 'late-report', 'conflicting-times', 'same-witness', 'same-account']);

/** What shares, employer and hospital answered; the rest is in the application itself. */
export const SimpleFacts = z.strictObject({
  insuredOnInjuryDay: z.boolean(),
  employerAgrees: z.boolean(),
  /** ICD-10 code, `S62.6`. */
  diagnosis: z.string().trim().min(3).max(10),
  diagnosedByAgreementHospital: z.boolean(),
  attendanceOrVideo: z.boolean(),
  /** G14_6: the liability letter is at hand. */
  liabilityLetter: z.boolean().default(false),
  thirdPartyDispute: z.boolean(),
  doubts: z
    .array(
      z.strictObject({ name: DoubtName, reason: z.string().max(200), cases: z.array(z.uuid()).max(50).default([]) }),
    )
    .max(10)
    .default([]),
  age: z.int().min(0).max(120),
});
export type SimpleFacts = z.infer<typeof SimpleFacts>;

/** Names of the guards that break; none: the procedure is the simple one. Without answers it is the ordinary one. */
export function brokenGuards(
  asked: SimpleFacts | undefined,
  facts: Facts,
  actor: Pick<Actor, 'role'>,
): readonly string[] {
  const { scenario, relation, death, employerConfirmed } = facts;
  if (asked === undefined || scenario === null) return ['not-asked'];
  // What the employer says is for the employer to say, or for the staff who asked: a worker cannot say it for him.
  const heard = actor.role !== 'applicant' && (asked.employerAgrees || relation === 'employer');
  const employerAgrees = employerConfirmed || heard;
  return simpleProcedure({ ...asked, employerAgrees, scenario, dead: death }).broken.map(({ guard }) => guard);
}
