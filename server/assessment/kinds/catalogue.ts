/**
 * 鉴定事项: eleven kinds in three classes, and the provincial re-assessment which is not counted among them. The list is
 * a reconstruction (`verified` false) and stays a table; several kinds may be asked for in one application.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { type AssessmentFault, fault } from './fault.ts';
import table from './kinds.json' with { type: 'json' };

export const KindCode = z.enum(['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'C1', 'C2']);
export type KindCode = z.infer<typeof KindCode>;

/** What a conclusion of the kind says: conclusion.ts has the schema of each. */
export const OutcomeForm = z.enum(['grade', 'self-care', 'months', 'yes-no', 'yes-no-months', 'device', 'total-loss']);
export type OutcomeForm = z.infer<typeof OutcomeForm>;

const Kind = z.strictObject({
  code: KindCode,
  class: z.enum(['A', 'B', 'C']),
  /** Among the eleven; false only for the province's re-assessment. */
  counted: z.boolean(),
  name: z.string().min(1),
  /** Which committee concludes. */
  decides: z.enum(['city', 'province']),
  input: z.array(z.string().min(1)).min(1),
  outcome: OutcomeForm,
  panel: z.enum(['ordinary', 'device']),
  /** Kinds that cannot be asked for in the same application. */
  excludes: z.array(KindCode),
  basis: z.string().min(1),
});
export type Kind = z.infer<typeof Kind>;

const Table = z.strictObject({
  id: z.literal('assessment-kinds'),
  version: z.string().min(1),
  verified: z.boolean(),
  source: z.string().min(1),
  classes: z.record(z.enum(['A', 'B', 'C']), z.string()),
  kinds: z.array(Kind),
});

/** The table as read, with its version and its mark. */
export const KINDS = Table.parse(table);
const byCode = new Map(KINDS.kinds.map((kind) => [kind.code, kind]));

/** The kind of a known code. Throws for a code without a row: then the table and `KindCode` have drifted apart. */
export function kindOf(code: KindCode): Kind {
  const kind = byCode.get(code);
  if (kind === undefined) throw new Error(`no row for kind ${code}`);
  return kind;
}

/**
 * The kinds of one application in the order of the table. Refused: none, an unknown one, one twice, or two that exclude
 * each other.
 */
export function validateKinds(kinds: readonly string[]): Result<readonly KindCode[], AssessmentFault> {
  if (kinds.length === 0) return fail(fault('kinds-empty'));
  const read = z.array(KindCode).safeParse(kinds);
  if (!read.success) {
    const unknown = kinds.filter((kind) => !KindCode.safeParse(kind).success);
    return fail(fault('kind-unknown', { unknown, known: KindCode.options }));
  }
  const wanted = new Set(read.data);
  if (wanted.size < kinds.length) {
    return fail(fault('kind-repeated', { repeated: kinds.filter((kind, i) => kinds.indexOf(kind) !== i) }));
  }
  for (const code of wanted) {
    const clash = kindOf(code).excludes.find((other) => wanted.has(other));
    if (clash !== undefined) return fail(fault('kinds-incompatible', { kinds: [code, clash] }));
  }
  return ok(KindCode.options.filter((code) => wanted.has(code)));
}
