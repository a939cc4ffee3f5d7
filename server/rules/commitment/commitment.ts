/** Commitment in place of a paper (告知承诺, 国办发〔2020〕42号): where it is offered, what it holds, what follows if it is false. */

import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { type Day, isDay } from '../calendar/day.ts';
import { type Deadline, deadline } from '../deadlines/deadline.ts';

/** What decides whether an item can be replaced. */
export interface Committable {
  readonly id: string;
  readonly tags: readonly string[];
  /** A medical record or another competent body's instrument: never replaced by a person's word. */
  readonly instrument: boolean;
}

export interface Committer {
  /** A commitment of this person was found false before. */
  readonly falseCommitmentRecord: boolean;
}

export type CommitmentRefusal = 'not-replaceable' | 'competent-body-instrument' | 'false-commitment-record';

/** Nothing replaces the diagnosis (M05) and the examination of an assessment, whatever a table says. */
const NEVER: readonly string[] = ['M05', 'examination'];

/**
 * Whether the person may commit instead of bringing the item; if not, why. It is an offer: who prefers to bring the
 * paper brings it.
 */
export function offerCommitment(item: Committable, person: Committer): Result<true, CommitmentRefusal> {
  if (NEVER.includes(item.id) || item.instrument) return fail('competent-body-instrument');
  if (!item.tags.includes('C')) return fail('not-replaceable');
  if (person.falseCommitmentRecord) return fail('false-commitment-record');
  return ok(true);
}

/** What is told before signing, with the version that was told. */
export const COMMITMENT_CONSEQUENCE = {
  version: '2026-11',
  text: '承诺不实的：撤销或者变更根据承诺作出的决定，追回已经支付的待遇，记入信用记录，今后不再适用告知承诺；构成犯罪的，依法追究刑事责任。',
  basis: '国办发〔2020〕42号；法释〔2014〕9号第九条；社会保险经办条例第四十六条、第五十五条',
} as const;

/** One commitment as it is kept. The signer is a reference; no personal data here. */
export const Commitment = z.strictObject({
  itemId: z.string().min(1),
  fact: z.string().min(1),
  consequence: z.string().min(1),
  version: z.string().min(1),
  signerId: z.string().min(1),
  /** At the signer's choice. */
  method: z.enum(['chip-pin', 'handwriting', 'face']),
  signedOn: z.string().refine(isDay, 'not a day'),
  channel: z.enum(['terminal', 'counter', 'online']),
  checkPlan: z.enum(['share', 'sample']),
});
export type Commitment = Readonly<z.infer<typeof Commitment>>;

/** The last day for checking it: 30 days by share or sample. */
export function commitmentCheckBy(signedOn: Day): Deadline {
  const found = deadline('COMMIT30', { start: signedOn });
  if (!found.ok) throw new Error(`not a day: ${signedOn}`);
  return found.value;
}

export interface FalseCommitmentStep {
  readonly step: 'revoke-or-change-decision' | 'recover-benefits' | 'credit-record';
  readonly basis: string;
}

/** What must be done when the check finds the commitment false; nothing when it was true. */
export function stepsAfterCheck(outcome: 'true' | 'false'): readonly FalseCommitmentStep[] {
  if (outcome === 'true') return [];
  return [
    { step: 'revoke-or-change-decision', basis: '法释〔2014〕9号第九条' },
    { step: 'recover-benefits', basis: '社会保险经办条例第四十六条、第五十五条' },
    { step: 'credit-record', basis: '国办发〔2020〕42号' },
  ];
}
