/** A request's path, query and body, read by the schemas of its endpoint. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { z } from 'zod';
import type { ApiRequest } from './api.ts';
import { type Refused, refused } from './refusals.ts';

export interface InputSchemas<P, Q, B> {
  readonly params: z.ZodType<P>;
  readonly query: z.ZodType<Q>;
  readonly request: z.ZodType<B>;
}

export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

const MOST_ISSUES = 20;

export function readInput<P, Q, B>(
  { params, query, request: schema }: InputSchemas<P, Q, B>,
  request: ApiRequest,
): Result<Input<P, Q, B>, Refused> {
  const raw = readJson(request.body);
  const asked = readQuery(request.url);
  if (!raw.ok || !asked.ok) return fail(malformed([{ path: raw.ok ? 'query' : 'body', message: 'not readable' }]));
  const read = {
    params: params.safeParse(request.params),
    query: query.safeParse(asked.value),
    body: schema.safeParse(raw.value),
  };
  if (read.params.success && read.query.success && read.body.success)
    return ok({ params: read.params.data, query: read.query.data, body: read.body.data });
  return fail(malformed(Object.entries(read).flatMap(([where, { error }]) => issuesOf(where, error))));
}

const issuesOf = (where: string, error: z.ZodError | undefined) =>
  (error?.issues ?? []).map(({ path, message }) => ({ path: [where, ...path].join('.'), message }));

const malformed = (issues: { path: string; message: string }[]): Refused =>
  refused('malformed', { issues: issues.slice(0, MOST_ISSUES) });

/** Nothing is the empty object. PostgreSQL's text and jsonb hold neither U+0000 nor half of a surrogate pair. */
function readJson(bytes: Buffer): Result<unknown, null> {
  if (bytes.length === 0) return ok({});
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return /\\u(?:0000|d[89a-f][0-9a-f]{2})/.test(JSON.stringify(value)) ? fail(null) : ok(value);
  } catch {
    return fail(null);
  }
}

/** A name that comes twice is refused: nobody could say which of the two was meant. */
function readQuery(url: string): Result<Record<string, string>, null> {
  const at = url.indexOf('?');
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : url.slice(at + 1))) {
    if (query.has(name) || value.includes('\0')) return fail(null);
    query.set(name, value);
  }
  return ok(Object.fromEntries(query));
}
