/** Express's last handler. */
import type { ErrorRequestHandler } from 'express';
import type { ServerLog } from '../log.ts';
import { refuse } from './answer.ts';
import { refusalFor, reportFailure } from './failures.ts';

export function errorHandler(log: ServerLog): ErrorRequestHandler {
  return (cause: unknown, request, response, next) => {
    const name = refusalFor(cause);
    reportFailure(log, name, cause, request);
    if (response.headersSent) next(cause);
    else refuse(response, { name });
  };
}
