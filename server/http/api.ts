/**
 * The contract's endpoints on plain node:http: read the bytes, hand them to the endpoint, write one JSON answer. Nothing
 * else stands in this path, for it is the one that a whole hall waits on; pages and everything slow go to `otherwise`.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fail, ok, type Result } from '@anban/foundation/result';
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

/** `handlers` by method and path, e.g. `POST /v1/check-ins`. */
export function apiListener(
  services: ApiServices,
  handlers: ReadonlyMap<string, ApiHandler>,
  otherwise: RequestListener,
): RequestListener {
  return (request, response) => {
    const { method = '', url = '' } = request;
    const query = url.indexOf('?');
    const path = query < 0 ? url : url.slice(0, query);
    const handler = handlers.get(`${method} ${path}`);
    if (handler === undefined) return otherwise(request, response);
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

function readBody(request: IncomingMessage): Promise<Result<Buffer, Refused>> {
  if (request.headers['content-encoding'] !== undefined) return Promise.resolve(fail(refused('malformed')));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
      else resolve(fail(refused('too-large')));
    });
    request.once('end', () => resolve(ok(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks))));
    request.once('error', reject);
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
