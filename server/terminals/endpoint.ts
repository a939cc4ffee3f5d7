/** An endpoint that only an enrolled terminal may call: signature first, then the shape, then the work. */
import { fail, type Result } from '@anban/foundation/result';
import type { RequestHandler } from 'express';
import type { ZodType } from 'zod';
import { refuse, sendJson } from '../http/answer.ts';
import { bodyBytes, parseBody } from '../http/body.ts';
import { type Refused, refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import type { NonceStore } from './nonces.ts';
import type { SignatureVerifier } from './signature.ts';
import type { Sender, Terminal } from './terminal.ts';

export interface TerminalEndpoints {
  readonly verifier: SignatureVerifier;
  readonly nonces: NonceStore;
  readonly log: ServerLog;
}

type Work<I, O> = (input: I, sender: Sender) => Promise<Result<O, Refused>>;

/** A signed record: `work` spends the nonce in the statement that stores it. */
export function recordEndpoint<I, O>(
  services: TerminalEndpoints,
  schema: ZodType<I>,
  work: Work<I, O>,
): RequestHandler {
  return signed(services, async (bytes, sender) => {
    const input = parseBody(schema, bytes);
    return input.ok ? work(input.value, sender) : fail(input.fault);
  });
}

/** Any other request with a body of `schema`. */
export const terminalPost = <I, O>(
  services: TerminalEndpoints,
  schema: ZodType<I>,
  work: (input: I, terminal: Terminal) => Promise<Result<O, Refused>>,
): RequestHandler =>
  recordEndpoint(services, schema, async (input, sender) =>
    (await services.nonces.use(sender)) ? work(input, sender.terminal) : fail(refused('nonce-used')),
  );

/** A request without a body; Content-Digest is then that of nothing. */
export const terminalGet = <O>(
  services: TerminalEndpoints,
  work: (terminal: Terminal) => Promise<Result<O, Refused>>,
): RequestHandler =>
  signed(services, async (_bytes, sender) =>
    (await services.nonces.use(sender)) ? work(sender.terminal) : fail(refused('nonce-used')),
  );

function signed<O>(services: TerminalEndpoints, work: Work<Buffer, O>): RequestHandler {
  return async (request, response) => {
    services.nonces.sweep();
    const body = bodyBytes(request);
    const { method, originalUrl, headers } = request;
    const sender = await services.verifier.verify({ method, url: originalUrl, headers, body });
    if (!sender.ok) {
      services.log.write('signature-refused', { reason: sender.fault });
      return refuse(response, refused(sender.fault));
    }
    const result = await work(body, sender.value);
    if (result.ok) sendJson(response, 200, result.value);
    else refuse(response, result.fault);
  };
}
