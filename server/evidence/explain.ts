/**
 * Why a statement moved nothing: sent before, out of order, or refused for its content. A record refused for its content
 * is kept as evidence with its refusal and moves the chain on, so that one bad record cannot block a terminal.
 */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { z } from 'zod';
import { raiseAlert } from '../alerts/open.ts';
import { appendAudit } from '../audit/append.ts';
import { dayInChina } from '../contract/common.ts';
import type { EvidenceRecord, IdentityCheckRecord } from '../contract/evidence.ts';
import type { Tx } from '../db/database.ts';
import type { Refused } from '../http/refusals.ts';
import type { VerifiedRecord } from './verified.ts';

/** Why the content of a well signed record is not accepted. */
type ContentRefusal = z.infer<typeof ContentRefusals> | 'terminal-revoked';
const ContentRefusals = z.enum(['examinee-unknown', 'wrong-session', 'not-identified']);

/** The record was kept with this refusal, and stands on the officer's list. */
export const isKept = (name: string): boolean => ContentRefusals.safeParse(name).success;

/** Something between the statement and the look at it made the record acceptable: try again. */
export const AGAIN = 'again';

/** Under the lock of the terminal's chain, where nothing moves any more. */
export async function explain(tx: Tx, clock: Clock, verified: VerifiedRecord): Promise<Refused | 'stored' | 'again'> {
  const { record } = verified;
  const chain = await tx
    .selectFrom('terminal_chain')
    .select(['sequence', 'digest'])
    .where('region_code', '=', record.regionCode)
    .where('terminal_id', '=', record.terminalId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const stored = await tx
    .selectFrom('evidence_record')
    .select(['digest', 'refusal'])
    .where('region_code', '=', record.regionCode)
    .where('id', '=', record.id)
    .executeTakeFirst();
  if (stored !== undefined) {
    if (!stored.digest.equals(verified.digest)) return { name: 'other-content' };
    return stored.refusal === null ? 'stored' : { name: ContentRefusals.parse(stored.refusal) };
  }
  const expectedSequence = chain.sequence + 1;
  if (record.sequence !== expectedSequence || !chain.digest.equals(verified.previous)) {
    return { name: 'chain-broken', expectedSequence };
  }
  const refusal = await contentRefusal(tx, record);
  if (refusal === null) return AGAIN;
  if (refusal !== 'terminal-revoked') await keepRefused(tx, clock, verified, refusal);
  return { name: refusal };
}

async function contentRefusal(tx: Tx, record: EvidenceRecord): Promise<ContentRefusal | null> {
  const region = record.regionCode;
  const terminal = await tx
    .selectFrom('terminal')
    .select(['site_code', 'revoked_at'])
    .where('region_code', '=', region)
    .where('id', '=', record.terminalId)
    .executeTakeFirstOrThrow();
  if (terminal.revoked_at !== null) return 'terminal-revoked';
  if (record.kind === 'identity-check') return (await areOfficers(tx, record)) ? null : 'not-identified';
  const examinee = await tx
    .selectFrom('examinee as e')
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'e.region_code').onRef('s.id', '=', 'e.session_id'),
    )
    .select(['s.site_code', 's.day'])
    .where('e.region_code', '=', region)
    .where('e.id', '=', record.examineeId)
    .where('s.id', '=', record.sessionId)
    .executeTakeFirst();
  if (examinee === undefined) return 'examinee-unknown';
  const day = dayInChina(Date.parse(record.at));
  if (examinee.site_code !== terminal.site_code || examinee.day !== day) return 'wrong-session';
  const check = await tx
    .selectFrom('evidence_record')
    .select('id')
    .where('region_code', '=', region)
    .where('id', '=', record.identityCheckId)
    .where('terminal_id', '=', record.terminalId)
    .where('kind', '=', 'identity-check')
    .where('passed', '=', true)
    .where('method', '<>', 'ticket')
    .where('visit_id', '=', record.visitId)
    .where('examinee_id', '=', record.examineeId)
    .executeTakeFirst();
  return check === undefined ? 'not-identified' : null;
}

/** Every officer named is one of the region's, and none is named twice. */
async function areOfficers(tx: Tx, { regionCode, officers }: IdentityCheckRecord): Promise<boolean> {
  if (officers.length === 0) return true;
  const found = await tx
    .selectFrom('officer')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', 'in', officers)
    .execute();
  return found.length === officers.length;
}

/** As evidence, and in words on the officer's list: nobody at the terminal hears of it any more. */
async function keepRefused(tx: Tx, clock: Clock, verified: VerifiedRecord, refusal: ContentRefusal) {
  const { record, digest, signature, text } = verified;
  const now = clock.now();
  await tx
    .insertInto('evidence_record')
    .values({
      region_code: record.regionCode,
      id: record.id,
      terminal_id: record.terminalId,
      sequence: record.sequence,
      kind: record.kind,
      visit_id: record.visitId,
      examinee_id: record.examineeId,
      session_id: record.sessionId,
      passed: false,
      method: null,
      digest,
      signature,
      record: text,
      received_at: new Date(now),
      refusal,
    })
    .execute();
  await tx
    .updateTable('terminal_chain')
    .set({ sequence: record.sequence, digest })
    .where('region_code', '=', record.regionCode)
    .where('terminal_id', '=', record.terminalId)
    .execute();
  const { site_code } = await tx
    .selectFrom('terminal')
    .select('site_code')
    .where('region_code', '=', record.regionCode)
    .where('id', '=', record.terminalId)
    .executeTakeFirstOrThrow();
  await raiseAlert(tx, {
    regionCode: record.regionCode,
    id: newId(),
    siteCode: site_code,
    terminalId: record.terminalId,
    examineeId: record.examineeId,
    kind: 'record-refused',
    // When it was refused: a record delivered days late must still be seen today.
    at: new Date(now),
  });
  const actor = `terminal:${record.terminalId}`;
  const details = { kind: record.kind, refusal };
  await appendAudit(tx, {
    regionCode: record.regionCode,
    actor,
    action: 'record.refused',
    subject: record.id,
    details,
    at: now,
  });
}
