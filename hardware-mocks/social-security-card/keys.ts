/**
 * The keys of emulated third-generation cards, and the centre's security module that shares them. The real way from the
 * master key to a card's is secret; this one stands in for it: SM4 over factor and number, cut to eight bytes.
 */
import { createCipheriv } from 'node:crypto';

const INTERNAL_KEY = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex');
const EXTERNAL_KEY = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

export type KeyUse = 'internal' | 'external';

/** Eight bytes that only who has the key can compute. `factor`, `raw`: eight bytes each. */
export function cryptogram(use: KeyUse, factor: Uint8Array, raw: Uint8Array): Buffer {
  const cipher = createCipheriv('sm4-ecb', use === 'internal' ? INTERNAL_KEY : EXTERNAL_KEY, null);
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([factor, raw])), cipher.final()]).subarray(0, 8);
}
