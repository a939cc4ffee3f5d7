/** The terminal's evidence chain: numbered without a gap, each record holding the digest of the one before it. */
import { newId } from '@anban/foundation/ids';
import {
  type CheckInRecord,
  EvidenceRecord,
  GENESIS_DIGEST,
  type IdentityCheckRecord,
  recordBytes,
  recordDigest,
  type SignedRecord,
} from '@anban/server/contract/evidence';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import type { TerminalKey } from './key.ts';

type ChainField = 'version' | 'id' | 'terminalId' | 'regionCode' | 'sequence' | 'previous';
export type IdentityCheckDraft = Omit<IdentityCheckRecord, ChainField>;
export type CheckInDraft = Omit<CheckInRecord, ChainField>;

/** Who signs: given by the centre at enrolment. */
export interface Signatory {
  readonly terminalId: string;
  readonly regionCode: string;
}

const Head = z.object({ sequence: z.int(), digest: z.string() });

/** Appends a record to the chain of `signatory`. Call it inside a transaction of the store, with what goes with it. */
export function appendRecord(
  store: Store,
  key: TerminalKey,
  signatory: Signatory,
  draft: IdentityCheckDraft | CheckInDraft,
): SignedRecord {
  const row = store.db
    .prepare('select sequence, digest from chain_head where terminal_id = ?')
    .get(signatory.terminalId);
  const head = row === undefined ? { sequence: 0, digest: GENESIS_DIGEST } : Head.parse(row);
  const record = EvidenceRecord.parse({
    ...draft,
    version: 1,
    id: newId(),
    terminalId: signatory.terminalId,
    regionCode: signatory.regionCode,
    sequence: head.sequence + 1,
    previous: head.digest,
  });
  store.db
    .prepare(
      `insert into chain_head (terminal_id, sequence, digest) values (?, ?, ?)
       on conflict (terminal_id) do update set sequence = excluded.sequence, digest = excluded.digest`,
    )
    .run(signatory.terminalId, record.sequence, recordDigest(record));
  return { record, signature: key.sign(recordBytes(record)).toString('base64url') };
}
