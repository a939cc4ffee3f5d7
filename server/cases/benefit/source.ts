/** What the decision that a benefit follows from says: read from the source's facts, whatever else they hold. */
import { z } from 'zod';
import type { CaseView } from '../model.ts';
import type { Facts } from './facts.ts';

const Assessed = z.object({
  reviewOf: z.string().nullable(),
  concludedOn: z.string().nullable(),
  conclusions: z.array(z.object({ kind: z.string(), conclusion: z.unknown() })),
});
const Grade = z.object({ form: z.literal('grade'), grade: z.int() });
const Care = z.object({ form: z.literal('self-care'), level: z.enum(['full', 'large', 'partial']) });
const Months = z.object({ form: z.literal('months'), months: z.int() });

const NOTHING = { grade: null, careLevel: null, stayMonths: null, concludedOn: null, review: false };

/** Grade, care and months of stay as concluded; all null for a determination. */
export function baseOf({ parts }: CaseView, sourcePartId: string): NonNullable<Facts['base']> {
  const source = parts.find(({ id }) => id === sourcePartId);
  const read = source?.kind === 'assessment' ? Assessed.safeParse(source.facts) : null;
  if (read === null || !read.success) return NOTHING;
  const { conclusions, concludedOn, reviewOf } = read.data;
  const found = <T>(schema: z.ZodType<T>): T | undefined =>
    conclusions
      .map(({ conclusion }) => schema.safeParse(conclusion))
      .flatMap((each) => (each.success ? [each.data] : []))[0];
  return {
    grade: found(Grade)?.grade ?? null,
    careLevel: found(Care)?.level ?? null,
    stayMonths: found(Months)?.months ?? null,
    concludedOn,
    review: reviewOf !== null || conclusions.some(({ kind }) => kind === 'A3'),
  };
}

const Decided = z.object({
  scenario: z.string().nullable().optional(),
  proposal: z.object({ scenario: z.string() }).nullable().optional(),
});

/**
 * The scenario (G14_1 …) as decided, else as claimed, because one of them has no one-time benefit (G15_3). Undefined
 * for a claim that names none.
 */
export function scenarioOf({ parts }: CaseView): string | undefined {
  const determination = parts.find(({ kind }) => kind === 'determination');
  const read = Decided.safeParse(determination?.facts);
  const found = read.success ? (read.data.proposal?.scenario ?? read.data.scenario) : null;
  return typeof found === 'string' && /^G1[45]_\d$/.test(found) ? found : undefined;
}
