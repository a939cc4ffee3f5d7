/** HTTP Message Signatures (RFC 9421) of this terminal's requests. */
import { createHash, randomBytes } from 'node:crypto';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '@anban/server/contract/signatures';
import { httpbis } from 'http-message-signatures';
import type { TerminalKey } from '../evidence/key.ts';

export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers of `request` with Content-Digest (RFC 9530, sha-256), Signature-Input and Signature. */
export async function signedHeaders(
  request: OutgoingRequest,
  key: TerminalKey,
  terminalId: string,
  now: number,
): Promise<Record<string, string>> {
  const digest = createHash('sha256').update(request.body, 'utf8').digest('base64');
  const message = await httpbis.signMessage(
    {
      key: { id: terminalId, alg: 'ed25519', sign: async (data) => key.sign(data) },
      name: SIGNATURE_LABEL,
      fields: [...SIGNED_COMPONENTS],
      params: [...SIGNED_PARAMETERS],
      paramValues: { created: new Date(now), nonce: randomBytes(16).toString('base64url') },
    },
    {
      method: request.method,
      url: request.url,
      headers: { ...request.headers, 'content-digest': `sha-256=:${digest}:` },
    },
  );
  return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
}
