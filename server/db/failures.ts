/** What PostgreSQL's errors mean to us (SQLSTATE, PostgreSQL manual appendix A). */
import { z } from 'zod';

const WithCode = z.object({ code: z.string() });

/** The SQLSTATE or the system's error code of `cause`, or null. */
export const errorCode = (cause: unknown): string | null => {
  const parsed = WithCode.safeParse(cause);
  return parsed.success ? parsed.data.code : null;
};

const LOST_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const LOST_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection/;

/** The database is away (08xxx, 57P0x, 53300, network): the request may be sent again later. */
export function isUnavailable(cause: unknown): boolean {
  const code = errorCode(cause);
  if (code !== null && (/^(08|57P)/.test(code) || code === '53300' || LOST_CONNECTION.has(code))) return true;
  return cause instanceof Error && LOST_MESSAGES.test(cause.message);
}

export const isUniqueViolation = (cause: unknown): boolean => errorCode(cause) === '23505';

/** Serialization failure or deadlock: the same work, done again, can succeed. */
export const isWorthRetrying = (cause: unknown): boolean => {
  const code = errorCode(cause);
  return code === '40001' || code === '40P01';
};
