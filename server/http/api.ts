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
import type { Match, Router } from './router.ts';

export interface ApiRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Where it came from: the last hop that we trust. */
  readonly address: string;
  /** What stood in the path for each `{name}`, as it was sent. */
  readonly params: Readonly<Record<string, string>>;
}

export type ApiHandler = (request: ApiRequest) => Promise<Result<unknown, Refused>>;

/** An answer that is a file and no JSON. */
export class FileAnswer {
  readonly type: string;
  readonly bytes: Buffer;
  constructor(type: string, bytes: Buffer) {
    this.type = type;
    this.bytes = bytes;
  }
}

export interface ApiServices {
  readonly log: ServerLog;
  readonly metrics: Metrics;
  readonly behindTls: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';
/** Retry-After of a refusal that passes by itself, seconds. */
const COME_BACK_S = 2;

/** It measures and logs its own requests. */
export function apiMiddleware(services: ApiServices, router: Router): RequestHandler {
  return function api(request, response, next) {
    const { method, url } = request;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    const match = router.match(method ?? '', path);
    if (match === null) return next();
    void answer(services, match, request, response);
  };
}

async function answer(
  services: ApiServices,
  { route, params }: Match,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const { method = '', url = '', headers } = request;
  // The route's own path: what was sent in place of an id could be anything, a number of a person too.
  const { path } = route;
  let result: Result<unknown, Refused>;
  try {
    const body = await readBody(request, route.bodyLimit);
    // Nobody is left to be answered, and nothing of ours failed.
    if (body === null) return services.log.write('request-aborted', { method, path });
    const address = addressOf(request, services.behindTls);
    result = body.ok ? await route.handler({ method, url, headers, body: body.value, address, params }) : body;
  } catch (cause) {
    const name = refusalFor(cause);
    reportFailure(services.log, name, cause, { method, path });
    result = fail({ name });
  }
  const status = result.ok ? 200 : REFUSALS[result.fault.name].status;
  const value = result.ok ? result.value : refusalBody(result.fault);
  if (value instanceof FileAnswer) write(response, status, value.bytes, value.type);
  else write(response, status, Buffer.from(JSON.stringify(value), 'utf8'), JSON_TYPE);
  const ms = performance.now() - started;
  services.metrics.observe(method, status, ms / 1000);
  services.log.write('request', { method, path, status, ms: Math.round(ms * 10) / 10 });
}

function write(response: ServerResponse, status: number, bytes: Buffer, type: string): void {
  const headers: Record<string, string | number> = {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
  };
  if (status === 503) headers['retry-after'] = COME_BACK_S;
  // The rest of a body that is too long is not waited for.
  if (status === 413) headers.connection = 'close';
  response.writeHead(status, headers).end(bytes);
}

/** Null when the caller went away before the body was whole. */
function readBody(request: IncomingMessage, limit: number): Promise<Result<Buffer, Refused> | null> {
  if (request.headers['content-encoding'] !== undefined) return Promise.resolve(fail(refused('malformed')));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const collect = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) return void chunks.push(chunk);
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
