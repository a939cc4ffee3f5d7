/** The last handler: what went wrong becomes a refusal in words, and one line in the log without any content. */
import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import { errorCode, isUnavailable } from '../db/failures.ts';
import type { ServerLog } from '../log.ts';
import { refuse } from './answer.ts';
import type { RefusalName } from './refusals.ts';

/** Errors that Express's body parsers make carry the status that they mean. */
const WithStatus = z.object({ status: z.int() });

export function errorHandler(log: ServerLog): ErrorRequestHandler {
  return (cause: unknown, request, response, next) => {
    const name = refusalFor(cause);
    if (name === 'internal' || name === 'unavailable') {
      const error = cause instanceof Error ? cause.name : 'unknown';
      log.write('request-failed', { method: request.method, path: request.path, error, sqlstate: errorCode(cause) });
    }
    if (response.headersSent) return next(cause);
    refuse(response, { name });
  };
}

function refusalFor(cause: unknown): RefusalName {
  if (isUnavailable(cause)) return 'unavailable';
  const parsed = WithStatus.safeParse(cause);
  if (!parsed.success) return 'internal';
  if (parsed.data.status === 413) return 'too-large';
  return parsed.data.status >= 400 && parsed.data.status < 500 ? 'malformed' : 'internal';
}
