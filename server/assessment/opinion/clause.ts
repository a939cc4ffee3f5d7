/**
 * Clauses of GB/T 16180-2014 as experts cite them: `5.10.2-5` is number 5 of the series of grade 10. Experts choose
 * them; the software checks the form and that a grade has a clause of its own series, and never computes a grade.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import type { Conclusion } from '../kinds/conclusion.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';

export const STANDARD = 'GB/T 16180-2014';

const CLAUSE = /^5\.(10|[1-9])\.2-([1-9]\d?)$/;

export const Clause = z.strictObject({
  standard: z.literal(STANDARD),
  clause: z.string().max(12),
  /** The text as the experts quote it. */
  text: z.string().trim().min(1).max(300),
});
export type Clause = z.infer<typeof Clause>;

/** The grade to whose series a clause belongs; null when it is none. */
export function gradeOfClause(clause: string): number | null {
  const [, grade] = CLAUSE.exec(clause) ?? [];
  return grade === undefined ? null : Number(grade);
}

/** Whether the clauses carry the conclusion: a grade from 1 to 10 needs one of its own series (令55 art 16). */
export function checkClauses(
  conclusion: Conclusion,
  clauses: readonly Clause[],
): Result<readonly Clause[], AssessmentFault> {
  const unknown = clauses.find(({ clause }) => gradeOfClause(clause) === null);
  if (unknown !== undefined) return fail(fault('clause-unknown', { clause: unknown.clause }));
  if (conclusion.form !== 'grade' || conclusion.grade === 'below-grade') return ok(clauses);
  const grades = clauses.map(({ clause }) => gradeOfClause(clause));
  if (grades.includes(conclusion.grade)) return ok(clauses);
  return fail(fault('clause-unfit', { grade: conclusion.grade, clauses: clauses.map(({ clause }) => clause) }));
}
