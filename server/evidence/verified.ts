/** A record is believed when it is the sender's own and signed by the sender's key over its canonical bytes. */
import { createHash, verify } from 'node:crypto';
import { fail, ok, type Result } from '@anban/foundation/result';
import { type EvidenceRecord, recordBytes } from '../contract/evidence.ts';
import { type Refused, refused } from '../http/refusals.ts';
import type { Terminal } from '../terminals/terminal.ts';

export interface VerifiedRecord<R extends EvidenceRecord = EvidenceRecord> {
  readonly record: R;
  /** The canonical JSON that was signed. */
  readonly text: string;
  readonly signature: Buffer;
  readonly digest: Buffer;
  readonly previous: Buffer;
}

export function verifyRecord<R extends EvidenceRecord>(
  { record, signature }: { record: R; signature: string },
  terminal: Terminal,
): Result<VerifiedRecord<R>, Refused> {
  if (record.terminalId !== terminal.id || record.regionCode !== terminal.regionCode)
    return fail(refused('record-not-yours'));
  const bytes = recordBytes(record);
  const signatureBytes = Buffer.from(signature, 'base64url');
  if (!verify(null, bytes, terminal.publicKey, signatureBytes)) return fail(refused('record-signature'));
  return ok({
    record,
    text: bytes.toString('utf8'),
    signature: signatureBytes,
    digest: createHash('sha256').update(bytes).digest(),
    previous: Buffer.from(record.previous, 'hex'),
  });
}
