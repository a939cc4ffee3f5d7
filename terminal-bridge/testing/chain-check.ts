/** What the centre checks of a chain, for the tests. */
import { createPublicKey, verify } from 'node:crypto';
import { GENESIS_DIGEST, recordBytes, recordDigest, type SignedRecord } from '@anban/server/contract/evidence';

/** Whether `signed` carries a good signature of the key (raw, base64url). */
export function verifySigned(signed: SignedRecord, publicKey: string): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, recordBytes(signed.record), key, Buffer.from(signed.signature, 'base64url'));
}

/** The sequence of the first record that does not continue the one before it, or null when the chain holds. */
export function firstBreak(records: readonly SignedRecord[]): number | null {
  let previous = { sequence: 0, digest: GENESIS_DIGEST };
  for (const { record } of records) {
    if (record.sequence !== previous.sequence + 1 || record.previous !== previous.digest) return record.sequence;
    previous = { sequence: record.sequence, digest: recordDigest(record) };
  }
  return null;
}
