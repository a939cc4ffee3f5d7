/** What went wrong, as a refusal, and as one line in the log without any content. */
import { z } from 'zod';
import { errorCode, isUnavailable } from '../db/failures.ts';
import type { ServerLog } from '../log.ts';
import type { RefusalName } from './refusals.ts';

/** Errors that Express's body parsers make carry the status that they mean. */
const WithStatus = z.object({ status: z.int() });

export function refusalFor(cause: unknown): RefusalName {
  if (isUnavailable(cause)) return 'unavailable';
  const parsed = WithStatus.safeParse(cause);
  if (!parsed.success) return 'internal';
  if (parsed.data.status === 413) return 'too-large';
  return parsed.data.status >= 400 && parsed.data.status < 500 ? 'malformed' : 'internal';
}

/** Only what is our fault, or the database's. */
export function reportFailure(
  log: ServerLog,
  name: RefusalName,
  cause: unknown,
  { method, path }: { method: string; path: string },
): void {
  if (name !== 'internal' && name !== 'unavailable') return;
  const error = cause instanceof Error ? cause.name : 'unknown';
  log.write('request-failed', { method, path, error, sqlstate: errorCode(cause) });
}
