/** The fields of every kind of document, checked when it is ordered: what the template prints is whole or not ordered. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { ASSESSMENT } from './fields/assessment.ts';
import { BENEFIT } from './fields/benefit.ts';
import { COMMON } from './fields/common.ts';
import { DETERMINATION } from './fields/determination.ts';
import type { DocumentKind } from './register.ts';

const OWN = { ...DETERMINATION, ...ASSESSMENT, ...BENEFIT };

/** What is written into a template's fields, by kind: `DocumentFields<'D14'>`; input of `orderDocument`. */
export type DocumentFields<K extends DocumentKind = DocumentKind> = z.input<z.ZodObject<typeof COMMON>> &
  z.input<z.ZodObject<(typeof OWN)[K]>>;

const SCHEMAS = new Map<string, z.ZodType>(
  Object.entries(OWN).map(([kind, own]) => [kind, z.strictObject({ ...COMMON, ...own })]),
);

export interface FieldFault {
  readonly name: 'document-field-wrong';
  readonly kind: DocumentKind;
  /** Path of the first wrong field, `diagnosis.on`; never its value, which may be personal. */
  readonly field: string;
  readonly message: string;
  readonly hint: string;
  readonly code: 'D-11';
}

/** Fields as stored and printed: JSON without undefined. Personal data inside. */
export type CheckedFields = Readonly<Record<string, unknown>>;

const Checked = z.record(z.string(), z.unknown());

/** The fields, whole and right for the kind, with defaults filled in; or the first one that is missing or wrong. */
export function checkFields(kind: DocumentKind, fields: unknown): Result<CheckedFields, FieldFault> {
  const schema = SCHEMAS.get(kind);
  if (schema === undefined) throw new Error(`no fields for ${kind}`);
  const parsed = schema.safeParse(fields, { reportInput: false });
  if (parsed.success) return ok(Checked.parse(parsed.data));
  const issue = parsed.error.issues[0];
  const inner = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...(issue?.path ?? []), ...inner].map(String).join('.') || '(fields)';
  return fail({
    name: 'document-field-wrong',
    kind,
    field,
    message: `文书${kind}缺少或填错了“${field}”，未生成。`,
    hint: `${kind}: field ${field}: ${issue?.message ?? 'wrong'}`,
    code: 'D-11',
  });
}

/** The fields of a kind as JSON Schema, for help and for other programs. */
export const fieldsSchema = (kind: DocumentKind): unknown => {
  const schema = SCHEMAS.get(kind);
  return schema === undefined ? null : z.toJSONSchema(schema, { io: 'input' });
};
