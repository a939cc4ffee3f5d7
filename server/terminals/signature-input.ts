/**
 * The one form of RFC 9421 that `contract/signatures.ts` allows: one signature, under our label, over exactly our four
 * components, with exactly our four parameters, each in any order. A general parser would accept more than may be
 * believed (several signatures, components with parameters) and cost as much as checking the signature itself.
 */
import { z } from 'zod';
import { Id } from '../contract/common.ts';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';

export interface SignatureInput {
  /** In the order in which they were signed. */
  readonly components: readonly string[];
  /** What follows the label, as it was sent: the value of `@signature-params` (RFC 9421 section 2.3). */
  readonly text: string;
  readonly terminalId: string;
  /** Milliseconds. */
  readonly created: number;
  readonly nonce: string;
}

const LONGEST = 1_000;
const COMPONENT = '"[a-z@-]+"';
const PARAMETER = ';[a-z]+=(?:\\d{1,12}|"[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*")';
const INPUT = new RegExp(`^${SIGNATURE_LABEL}=(\\((${COMPONENT}(?: ${COMPONENT})*)\\)((?:${PARAMETER})+))$`);
const SIGNATURE = new RegExp(`^${SIGNATURE_LABEL}=:([A-Za-z0-9+/]{86}==):$`);

const Parameters = z.strictObject({
  created: z.string().regex(/^\d+$/).transform(Number),
  nonce: z
    .string()
    .regex(/^"[^"]{16,64}"$/)
    .transform(unquoted),
  keyid: z.string().transform(unquoted).pipe(Id),
  alg: z.literal('"ed25519"'),
});

function unquoted(text: string): string {
  return text.slice(1, -1);
}

/** The header Signature-Input, or null when it is not of our form. */
export function parseSignatureInput(header: unknown): SignatureInput | null {
  if (typeof header !== 'string' || header.length > LONGEST) return null;
  const [, text = '', list = '', tail = ''] = INPUT.exec(header) ?? [];
  const components = list.split(' ').map(unquoted);
  if (!isSameSet(components, SIGNED_COMPONENTS)) return null;
  const pairs = tail.slice(1).split(';').map(pairOf);
  if (
    !isSameSet(
      pairs.map(([name]) => name),
      SIGNED_PARAMETERS,
    )
  )
    return null;
  const parsed = Parameters.safeParse(Object.fromEntries(pairs));
  if (!parsed.success) return null;
  const { keyid: terminalId, created, nonce } = parsed.data;
  return { components, text, terminalId, created: created * 1000, nonce };
}

/** The 64 bytes of the header Signature, or null. */
export function parseSignature(header: unknown): Buffer | null {
  const [, base64] = typeof header === 'string' && header.length < LONGEST ? (SIGNATURE.exec(header) ?? []) : [];
  return base64 === undefined ? null : Buffer.from(base64, 'base64');
}

/** RFC 9421 section 2.5: a line per component, the parameters last. */
export function signatureBase(
  { components, text }: SignatureInput,
  { method, url, digest }: { method: string; url: string; digest: string },
): Buffer {
  const at = url.indexOf('?');
  const values: Readonly<Record<string, string>> = {
    '@method': method,
    '@path': at < 0 ? url : url.slice(0, at),
    '@query': at < 0 ? '?' : url.slice(at),
    'content-digest': digest,
  };
  const lines = components.map((component) => `"${component}": ${values[component] ?? ''}`);
  return Buffer.from([...lines, `"@signature-params": ${text}`].join('\n'), 'latin1');
}

function pairOf(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

const isSameSet = (these: readonly string[], those: readonly string[]): boolean =>
  these.length === those.length && those.every((one) => these.includes(one));
