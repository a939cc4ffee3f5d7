/** Bodies come as bytes: the signature covers bytes, so nothing parses them before it was checked. */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { ZodType } from 'zod';
import { type Refused, refused } from './refusals.ts';

export function parseBody<T>(schema: ZodType<T>, bytes: Buffer): Result<T, Refused> {
  let raw: unknown;
  try {
    raw = JSON.parse(bytes.toString('utf8'));
  } catch {
    return fail(refused('malformed'));
  }
  const parsed = schema.safeParse(raw);
  return parsed.success ? ok(parsed.data) : fail(refused('malformed'));
}
