/** Verifies who sends a request: RFC 9421, exactly the components and parameters of `contract/signatures.ts`. */
import { createHash, timingSafeEqual, verify } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { httpbis } from 'http-message-signatures';
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import { SIGNATURE_LABEL, SIGNATURE_LIFETIME_S, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';
import type { RefusalName } from '../http/refusals.ts';
import type { TerminalDirectory } from './directory.ts';
import type { Sender, Terminal } from './terminal.ts';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const Parameters = z.object({
  created: z.date(),
  nonce: z.string().min(16).max(64),
  keyid: Id,
  alg: z.literal('ed25519'),
});

const SHA256_DIGEST = /(?:^|,\s*)sha-256=:([A-Za-z0-9+/]{43}=):/;

/** What was learnt while the library looked for the key. */
interface Lookup {
  parameters: z.infer<typeof Parameters> | null;
  terminal: Terminal | null;
  asked: number;
  failure: unknown;
}

export class SignatureVerifier {
  readonly #terminals: TerminalDirectory;
  readonly #clock: Clock;

  constructor(terminals: TerminalDirectory, clock: Clock) {
    this.#terminals = terminals;
    this.#clock = clock;
  }

  /** Who signed, or why the request is not believed. That the nonce is new is for whoever does the work to see. */
  async verify(request: SignedRequest): Promise<Result<Sender, RefusalName>> {
    const digest = checkDigest(request);
    if (!digest.ok) return digest;
    if (!isOurSignature(request.headers['signature-input'])) return fail('signature-invalid');
    const lookup: Lookup = { parameters: null, terminal: null, asked: 0, failure: null };
    const genuine = await this.#checkSignature(request, lookup);
    if (lookup.failure !== null) throw lookup.failure;
    const { parameters, terminal } = lookup;
    if (parameters === null || lookup.asked !== 1) return fail('signature-invalid');
    if (terminal === null) return fail('terminal-unknown');
    if (!genuine) return fail('signature-invalid');
    if (terminal.revoked) return fail('terminal-revoked');
    const created = parameters.created.getTime();
    const lifetime = SIGNATURE_LIFETIME_S * 1000;
    if (Math.abs(this.#clock.now() - created) > lifetime) return fail('signature-old');
    return ok({ terminal, nonce: { value: parameters.nonce, expiresAt: created + 2 * lifetime } });
  }

  async #checkSignature(request: SignedRequest, lookup: Lookup): Promise<boolean> {
    const message = { method: request.method, url: `http://centre${request.url}`, headers: presentHeaders(request) };
    const keyLookup = async (parameters: unknown) => {
      // A second signature would only be a place to hide: whose is the request then?
      lookup.asked += 1;
      const parsed = Parameters.safeParse(parameters);
      if (!parsed.success || lookup.asked > 1) return null;
      lookup.parameters = parsed.data;
      try {
        lookup.terminal = await this.#terminals.find(parsed.data.keyid);
      } catch (cause) {
        lookup.failure = cause;
      }
      const key = lookup.terminal?.publicKey;
      if (key === undefined) return null;
      const check = async (data: Buffer, signature: Buffer) => verify(null, data, key, signature);
      return { id: parsed.data.keyid, algs: ['ed25519'], verify: check };
    };
    const required = { requiredFields: [...SIGNED_COMPONENTS], requiredParams: [...SIGNED_PARAMETERS] };
    // Its own reading of the clock is switched off (`notAfter`): ours is handed in, and looked at above.
    const config = { keyLookup, ...required, all: true, notAfter: Number.MAX_SAFE_INTEGER };
    // The library throws for every malformed header and every unknown key.
    return httpbis.verifyMessage(config, message).then(
      (answer) => answer === true,
      () => false,
    );
  }
}

const presentHeaders = ({ headers }: SignedRequest): Record<string, string | string[]> =>
  Object.fromEntries(
    ['content-digest', 'signature', 'signature-input'].flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** Under our label, and short: a parser is fed only what could be right. */
const isOurSignature = (input: string | string[] | undefined): boolean =>
  typeof input === 'string' && input.startsWith(`${SIGNATURE_LABEL}=(`) && input.length < 1_000;

/** The library covers the header's text; that it fits the body is for us to see. */
function checkDigest({ headers, body }: SignedRequest): Result<null, RefusalName> {
  const header = headers['content-digest'];
  const stated = typeof header === 'string' ? SHA256_DIGEST.exec(header)?.[1] : undefined;
  if (stated === undefined) return fail('digest-missing');
  const computed = createHash('sha256').update(body).digest();
  return timingSafeEqual(Buffer.from(stated, 'base64'), computed) ? ok(null) : fail('digest-mismatch');
}
