/** What a conclusion sets going in other parts of the case: benefits, new or computed again. */
import { z } from 'zod';
import type { CaseView } from '../model.ts';
import type { Raise, StepInput } from '../step.ts';
import type { Conclusions, Facts } from './facts.ts';

const Form = z.discriminatedUnion('form', [
  z.object({ form: z.literal('grade'), grade: z.union([z.int(), z.literal('below-grade')]) }),
  z.object({ form: z.literal('self-care'), level: z.string() }),
  z.object({ form: z.literal('months'), months: z.int() }),
  z.object({ form: z.literal('yes-no'), confirmed: z.boolean() }),
]);

/**
 * Whether somebody has to pay because of it: a grade, self-care, months of stay with pay, a relapse (条例 art 38). Not:
 * no grade, and what is paid as it is billed (treatment, rehabilitation, devices).
 */
export function givesBenefits(conclusions: Conclusions): boolean {
  return conclusions.some(({ kind, conclusion }) => {
    const read = Form.safeParse(conclusion);
    if (!read.success) return false;
    if (read.data.form === 'grade') return read.data.grade !== 'below-grade';
    if (read.data.form === 'self-care') return read.data.level !== 'none';
    if (read.data.form === 'months') return read.data.months > 0;
    return kind === 'B3' && read.data.confirmed;
  });
}

const Following = z.object({ sourcePartId: z.string() });
const OVER = ['B_NEW', 'B_ENDED'];

/** The benefits that follow from this part and are not over. */
const benefitsOf = ({ parts }: CaseView, partId: string) =>
  parts.filter(({ kind, state, facts }) => {
    if (kind !== 'benefit' || OVER.includes(state)) return false;
    const read = Following.safeParse(facts);
    return read.success && read.data.sourcePartId === partId;
  });

/** After a conclusion, or a new version of it: existing benefits are computed again, missing ones are made. */
export function benefitRaises({ case: view, partId, facts, today }: StepInput<Facts>): readonly Raise[] {
  const due = !facts.revoked && givesBenefits(facts.conclusions);
  const existing = benefitsOf(view, partId);
  if (existing.length > 0)
    return existing.map(({ id }) => ({
      to: 'part',
      partId: id,
      event: 'REVISED',
      data: { on: today, revoked: !due },
    }));
  if (!due) return [];
  const data = { cause: 'assessment', sourcePartId: partId, on: today };
  return [{ to: 'new', kind: 'benefit', event: 'TRIGGER', data }];
}

/**
 * This application is over without a conclusion; the right to be assessed is not. A new draft waits for whoever applies
 * again (令55 arts 10, 14 end 当次鉴定 only).
 */
export function newApplication({ facts: { determinationPartId, decidedOn } }: StepInput<Facts>): readonly Raise[] {
  if (determinationPartId === null || decidedOn === null) return [];
  return [{ to: 'new', kind: 'assessment', event: 'AUTO_DRAFT', data: { determinationPartId, decidedOn } }];
}
