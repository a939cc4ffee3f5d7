/** One line and one measurement per request. Paths of ours carry ids only; anything unknown is logged without its path. */
import type { RequestHandler } from 'express';
import type { ServerLog } from '../log.ts';
import type { Metrics } from './metrics.ts';

/** Asked for all the time, and say nothing. */
const QUIET = new Set(['/health', '/metrics', '/console/events']);

export function requestLog(log: ServerLog, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const { method, path } = request;
    response.once('close', () => {
      const ms = performance.now() - started;
      const known = response.statusCode === 404 ? 'unknown' : path;
      metrics.observe(method, response.statusCode, ms / 1000);
      if (!QUIET.has(path))
        log.write('request', { method, path: known, status: response.statusCode, ms: Math.round(ms * 10) / 10 });
    });
    next();
  };
}
