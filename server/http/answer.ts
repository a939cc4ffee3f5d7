import type { Response } from 'express';
import { REFUSALS, type Refused, refusalBody } from './refusals.ts';

/** Retry-After of a refusal that passes by itself, seconds. */
const COME_BACK_S = 2;

export function refuse(response: Response, refused: Refused): void {
  const { status } = REFUSALS[refused.name];
  if (status === 503) response.set('retry-after', String(COME_BACK_S));
  sendJson(response, status, refusalBody(refused));
}

/** Written directly: Express's `json` would compute an ETag for every answer, which nobody asks again. */
export function sendJson(response: Response, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}
