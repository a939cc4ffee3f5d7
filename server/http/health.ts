import type { RequestHandler } from 'express';
import type { Database } from '../db/database.ts';
import { sendJson } from './answer.ts';

const DEADLINE_MS = 2_000;

/** 200 when the database answers, 503 when it does not, within two seconds either way. */
export function health(database: Database): RequestHandler {
  return async (_request, response) => {
    const answers = await Promise.race([
      database.pool.query('select 1').then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, DEADLINE_MS, false).unref()),
    ]);
    sendJson(response, answers ? 200 : 503, { status: answers ? 'ok' : 'database-unreachable' });
  };
}
