/** Verifies who sends a request: RFC 9421, in the one form that the contract allows (`signature-input.ts`). */
import { createHash, timingSafeEqual, verify } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { fail, ok, type Result } from '@anban/foundation/result';
import { SIGNATURE_LIFETIME_S } from '../contract/signatures.ts';
import type { RefusalName } from '../http/refusals.ts';
import type { TerminalDirectory } from './directory.ts';
import { parseSignature, parseSignatureInput, signatureBase } from './signature-input.ts';
import type { Sender } from './terminal.ts';

export interface SignedRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const LIFETIME_MS = SIGNATURE_LIFETIME_S * 1000;
const SHA256_DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;

export class SignatureVerifier {
  readonly #terminals: TerminalDirectory;
  readonly #clock: Clock;

  constructor(terminals: TerminalDirectory, clock: Clock) {
    this.#terminals = terminals;
    this.#clock = clock;
  }

  /** Who signed, or why the request is not believed. That the nonce is new is for whoever does the work to see. */
  async verify({ method, url, headers, body }: SignedRequest): Promise<Result<Sender, RefusalName>> {
    const digest = headers['content-digest'];
    const stated = typeof digest === 'string' ? SHA256_DIGEST.exec(digest)?.[1] : undefined;
    if (typeof digest !== 'string' || stated === undefined) return fail('digest-missing');
    const computed = createHash('sha256').update(body).digest();
    if (!timingSafeEqual(Buffer.from(stated, 'base64'), computed)) return fail('digest-mismatch');
    const input = parseSignatureInput(headers['signature-input']);
    const signature = parseSignature(headers.signature);
    if (input === null || signature === null) return fail('signature-invalid');
    const terminal = await this.#terminals.find(input.terminalId);
    if (terminal === null) return fail('terminal-unknown');
    const base = signatureBase(input, { method, url, digest });
    if (!verify(null, base, terminal.publicKey, signature)) return fail('signature-invalid');
    if (terminal.revoked) return fail('terminal-revoked');
    if (Math.abs(this.#clock.now() - input.created) > LIFETIME_MS) return fail('signature-old');
    return ok({ terminal, nonce: { value: input.nonce, expiresAt: input.created + 2 * LIFETIME_MS } });
  }
}
