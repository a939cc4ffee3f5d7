/** An endpoint that only an enrolled terminal may call: signature first, then the shape, then the work. */
import type { Result } from '@anban/foundation/result';
import { fail } from '@anban/foundation/result';
import type { RequestHandler } from 'express';
import type { ZodType } from 'zod';
import { refuse, sendJson } from '../http/answer.ts';
import { bodyBytes, parseBody } from '../http/body.ts';
import { type Refused, refused } from '../http/refusals.ts';
import type { ServerLog } from '../log.ts';
import type { SignatureVerifier } from './signature.ts';
import type { Terminal } from './terminal.ts';

export interface TerminalEndpoints {
  readonly verifier: SignatureVerifier;
  readonly log: ServerLog;
}

type Work<I, O> = (input: I, terminal: Terminal) => Promise<Result<O, Refused>>;

/** Handles requests that carry a body of `schema`. */
export function terminalPost<I, O>(services: TerminalEndpoints, schema: ZodType<I>, work: Work<I, O>): RequestHandler {
  return signed(services, async (bytes, terminal) => {
    const input = parseBody(schema, bytes);
    return input.ok ? work(input.value, terminal) : fail(input.fault);
  });
}

/** Handles requests without a body; Content-Digest is then that of nothing. */
export const terminalGet = <O>(
  services: TerminalEndpoints,
  work: (terminal: Terminal) => Promise<Result<O, Refused>>,
) => signed(services, (_bytes, terminal) => work(terminal));

function signed<O>(services: TerminalEndpoints, work: Work<Buffer, O>): RequestHandler {
  return async (request, response) => {
    const body = bodyBytes(request);
    const { method, originalUrl, headers } = request;
    const terminal = await services.verifier.verify({ method, url: originalUrl, headers, body });
    if (!terminal.ok) {
      services.log.write('signature-refused', { reason: terminal.fault });
      return refuse(response, refused(terminal.fault));
    }
    const result = await work(body, terminal.value);
    if (result.ok) sendJson(response, 200, result.value);
    else refuse(response, result.fault);
  };
}
