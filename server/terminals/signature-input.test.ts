import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { newId } from '@anban/foundation/ids';
import fc from 'fast-check';
import { httpbis } from 'http-message-signatures';
import { expect, test } from 'vitest';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';
import { parseSignature, parseSignatureInput, signatureBase } from './signature-input.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const keyid = newId();

/** Signed by a public library, which knows nothing of our parser. */
async function signedByLibrary(url: string, body: string, fields: string[], params: string[], nonce: string) {
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const key = { id: keyid, alg: 'ed25519', sign: async (data: Buffer) => sign(null, data, privateKey) };
  const signed = await httpbis.signMessage(
    { key, name: SIGNATURE_LABEL, fields, params, paramValues: { nonce, created: new Date(1_795_000_000_000) } },
    { method: 'POST', url: `http://centre${url}`, headers: { 'content-digest': digest } },
  );
  const headers: Record<string, string> = signed.headers;
  return { digest, input: headers['Signature-Input'], signature: headers.Signature };
}

test('what a public library signs is read as it was meant, in any order, for any path, query and nonce', async () => {
  const segment = fc.stringMatching(/^[a-z0-9._~-]{1,12}$/);
  const query = fc.option(fc.stringMatching(/^[a-z0-9=&]{1,20}$/), { nil: null });
  const permuted = <T>(values: readonly T[]) => fc.shuffledSubarray([...values], { minLength: values.length });
  await fc.assert(
    fc.asyncProperty(
      fc.record({ segment, query, body: fc.string(), nonce: fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/) }),
      permuted(SIGNED_COMPONENTS),
      permuted(SIGNED_PARAMETERS),
      async ({ segment, query, body, nonce }, fields, params) => {
        const url = `/v1/x${segment}${query === null ? '' : `?${query}`}`;
        const { digest, input, signature } = await signedByLibrary(url, body, fields, params, nonce);
        const parsed = parseSignatureInput(input);
        const bytes = parseSignature(signature);
        if (parsed === null || bytes === null) throw new Error('not understood');
        expect(parsed).toMatchObject({ terminalId: keyid, nonce, created: 1_795_000_000_000 });
        expect(verify(null, signatureBase(parsed, { method: 'POST', url, digest }), publicKey, bytes)).toBe(true);
        expect(verify(null, signatureBase(parsed, { method: 'GET', url, digest }), publicKey, bytes)).toBe(false);
        expect(verify(null, signatureBase(parsed, { method: 'POST', url: `${url}x`, digest }), publicKey, bytes)).toBe(
          false,
        );
      },
    ),
    { numRuns: 100 },
  );
});

const PARAMETERS = `;created=1795000000;nonce="0123456789abcdef";keyid="${keyid}";alg="ed25519"`;
const COMPONENTS = '("@method" "@path" "@query" "content-digest")';

test('the form itself is accepted', () => {
  expect(parseSignatureInput(`anban=${COMPONENTS}${PARAMETERS}`)).not.toBeNull();
});

test.each([
  ['another label', `sig=${COMPONENTS}${PARAMETERS}`],
  ['a second signature', `anban=${COMPONENTS}${PARAMETERS}, two=${COMPONENTS}${PARAMETERS}`],
  ['a component left out', `anban=("@method" "@path" "@query")${PARAMETERS}`],
  ['a component twice', `anban=("@method" "@path" "@path" "content-digest")${PARAMETERS}`],
  ['one too many', `anban=("@method" "@path" "@query" "content-digest" "date")${PARAMETERS}`],
  ['a component with a parameter', `anban=("@method";req "@path" "@query" "content-digest")${PARAMETERS}`],
  ['a parameter left out', `anban=${COMPONENTS}${PARAMETERS.replace(';alg="ed25519"', '')}`],
  ['a parameter twice', `anban=${COMPONENTS}${PARAMETERS};created=1795000000`],
  ['a parameter in place of another', `anban=${COMPONENTS}${PARAMETERS.replace('alg=', 'tag=')}`],
  ['another algorithm', `anban=${COMPONENTS}${PARAMETERS.replace('ed25519', 'hmac-sha256')}`],
  ['a time in quotes', `anban=${COMPONENTS}${PARAMETERS.replace('1795000000', '"1795000000"')}`],
  ['a nonce that is too short', `anban=${COMPONENTS}${PARAMETERS.replace('0123456789abcdef', '0123')}`],
  ['a nonce that is a number', `anban=${COMPONENTS}${PARAMETERS.replace('"0123456789abcdef"', '123456789012')}`],
  ['a key id that is none', `anban=${COMPONENTS}${PARAMETERS.replace(keyid, 'x')}`],
  ['nothing', ''],
])('%s is refused', (_what, header) => {
  expect(parseSignatureInput(header)).toBeNull();
});

test('whatever stands in the headers: an answer, never an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.anything(),
        fc.string().map((s) => `anban=${COMPONENTS}${s}`),
      ),
      (header) => {
        parseSignatureInput(header);
        parseSignature(header);
      },
    ),
    { numRuns: 1_000 },
  );
});
