/** A file of another shape, told in one line: which fields are missing, wrong or unknown, not how a schema puts it. */
import type { ZodError } from 'zod';

/** At most so many fields are named; the rest are counted. */
const NAMED = 6;

/** Such as `missing: id, engine; unknown: pairs`; `value` is what was read. Our own rules are told as they are. */
export function faultsInWords({ issues }: ZodError, value: unknown): string {
  const missing: string[] = [];
  const wrong: string[] = [];
  const unknown: string[] = [];
  const rules: string[] = [];
  for (const issue of issues) {
    const field = issue.path.join('.') || 'the whole file';
    if (issue.code === 'unrecognized_keys') unknown.push(...issue.keys.map((key) => [...issue.path, key].join('.')));
    else if (issue.code === 'custom') rules.push(issue.message);
    else (valueAt(value, issue.path) === undefined ? missing : wrong).push(field);
  }
  const parts = [named('missing', missing), named('wrong', wrong), named('unknown', unknown), ...rules];
  return parts.filter((part) => part !== '').join('; ');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function named(what: string, fields: readonly string[]): string {
  if (fields.length === 0) return '';
  const more = fields.length > NAMED ? ` and ${fields.length - NAMED} more` : '';
  return `${what}: ${fields.slice(0, NAMED).join(', ')}${more}`;
}
