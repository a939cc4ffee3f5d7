/**
 * The contract's endpoints as Express's first middleware: read the bytes, hand them to the endpoint, write one JSON
 * answer. Nothing else stands in this path, for it is the one that a whole hall waits on; whatever is not in the
 * contract goes on to the next middleware.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { RequestHandler } from 'express';
import type { ServerLog } from '../log.ts';
import { refusalFor, reportFailure } from './failures.ts';
import type { Metrics } from './metrics.ts';
import { REFUSALS, type Refused, refusalBody, refused } from './refusals.ts';

export interface ApiRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Where it came from: the last hop that we trust. */
  readonly address: string;
}

export type ApiHandler = (request: ApiRequest) => Promise<Result<unknown, Refused>>;

export interface ApiServices {
  readonly log: ServerLog;
  readonly metrics: Metrics;
  readonly behindTls: boolean;
}

/** A signed record is below 2 KiB. */
const BODY_LIMIT = 16 * 1024;
/** Retry-After of a refusal that passes by itself, seconds. */
const COME_BACK_S = 2;

/** `handlers` by method and path, e.g. `POST /v1/check-ins`. It measures and logs its own requests. */
export function apiMiddleware(services: ApiServices, handlers: ReadonlyMap<string, ApiHandler>): RequestHandler {
  return function api(request, response, next) {
    const { method, url } = request;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    const handler = handlers.get(`${method} ${path}`);
    if (handler === undefined) return next();
    void answer(services, handler, request, response, path);
  };
}

async function answer(
  services: ApiServices,
  handler: ApiHandler,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const started = performance.now();
  const { method = '', url = '', headers } = request;
  let result: Result<unknown, Refused>;
  try {
    const body = await readBody(request);
    // Nobody is left to be answered, and nothing of ours failed.
    if (body === null) return services.log.write('request-aborted', { method, path });
    const address = addressOf(request, services.behindTls);
    result = body.ok ? await handler({ method, url, headers, body: body.value, address }) : body;
  } catch (cause) {
    const name = refusalFor(cause);
    reportFailure(services.log, name, cause, { method, path });
    result = fail({ name });
  }
  const status = result.ok ? 200 : REFUSALS[result.fault.name].status;
  write(response, status, JSON.stringify(result.ok ? result.value : refusalBody(result.fault)));
  const ms = performance.now() - started;
  services.metrics.observe(method, status, ms / 1000);
  services.log.write('request', { method, path, status, ms: Math.round(ms * 10) / 10 });
}

function write(response: ServerResponse, status: number, text: string): void {
  const headers: Record<string, string | number> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  };
  if (status === 503) headers['retry-after'] = COME_BACK_S;
  // The rest of a body that is too long is not waited for.
  if (status === 413) headers.connection = 'close';
  response.writeHead(status, headers).end(text);
}

/** Null when the caller went away before the body was whole. */
function readBody(request: IncomingMessage): Promise<Result<Buffer, Refused> | null> {
  if (request.headers['content-encoding'] !== undefined) return Promise.resolve(fail(refused('malformed')));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const collect = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) return void chunks.push(chunk);
      request.off('data', collect).pause();
      resolve(fail(refused('too-large')));
    };
    request.on('data', collect);
    request.once('end', () => resolve(ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))));
    // Node reports a lost caller as an error; `close` without `end` is the same.
    request.on('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Behind a proxy on this machine, the address that the proxy saw; its last entry is its own. */
function addressOf(request: IncomingMessage, behindTls: boolean): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (!behindTls || !LOOPBACK.test(direct) || typeof forwarded !== 'string') return direct;
  return forwarded.split(',').at(-1)?.trim() ?? direct;
}
