/** An endpoint that only an enrolled terminal may call: signature first, then the shape, then the work. */
import { fail, type Result } from '@anban/foundation/result';
import type { ZodType } from 'zod';
import type { ApiHandler } from '../http/api.ts';
import { parseBody } from '../http/body.ts';
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
export function recordEndpoint<I, O>(services: TerminalEndpoints, schema: ZodType<I>, work: Work<I, O>): ApiHandler {
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
): ApiHandler =>
  recordEndpoint(services, schema, async (input, sender) =>
    (await services.nonces.use(sender)) ? work(input, sender.terminal) : fail(refused('nonce-used')),
  );

/** A request without a body; Content-Digest is then that of nothing. */
export const terminalGet = <O>(
  services: TerminalEndpoints,
  work: (terminal: Terminal) => Promise<Result<O, Refused>>,
): ApiHandler =>
  signed(services, async (_bytes, sender) =>
    (await services.nonces.use(sender)) ? work(sender.terminal) : fail(refused('nonce-used')),
  );

function signed<O>(services: TerminalEndpoints, work: Work<Buffer, O>): ApiHandler {
  return async (request) => {
    services.nonces.sweep();
    const sender = await services.verifier.verify(request);
    if (!sender.ok) {
      services.log.write('signature-refused', { reason: sender.fault });
      return fail(refused(sender.fault));
    }
    return work(request.body, sender.value);
  };
}
