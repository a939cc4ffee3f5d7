/** Of what was sent, to know it again: with a key, because an account number or a grade could be found by trying all. */
import { createHmac } from 'node:crypto';
import type { Keyring } from './keyring.ts';

export async function contentDigest(
  { keyring }: { readonly keyring: Keyring },
  regionCode: string,
  text: string,
): Promise<Buffer> {
  const { key } = await keyring.key(regionCode, 'blind-index');
  return createHmac('sha256', key).update(`content|${text}`).digest();
}
