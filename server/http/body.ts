/** Bodies as bytes: the signature covers bytes, so nothing may parse them before it was checked. */

import { fail, ok, type Result } from '@anban/foundation/result';
import express, { type Request, type RequestHandler } from 'express';
import type { ZodType } from 'zod';
import { type Refused, refused } from './refusals.ts';

/** A signed record is below 2 KiB. */
const BODY_LIMIT = '16kb';

export const rawBody: RequestHandler = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });

/** The bytes of the body; none when the request had no body. */
export function bodyBytes(request: Request): Buffer {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

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
