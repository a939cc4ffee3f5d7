/** Declared recusals: by the one concerned, or as an objection of a party; decided by somebody else (令55 art 28). */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import type { Tx } from '../../db/database.ts';
import type { FieldCipher } from '../../encryption/field-cipher.ts';
import { type AssessmentFault, fault } from '../kinds/fault.ts';
import { type DeclaredRecusal, RECUSAL_REASONS, type RecusalReason } from './recusal.ts';

export interface RecusalServices {
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

const Reason = z.enum(RECUSAL_REASONS);
const State = z.enum(['open', 'granted', 'refused']);

export interface Declaration {
  readonly regionCode: string;
  readonly assessmentId: string;
  /** Who is to step aside. */
  readonly subject: { readonly role: 'expert' | 'officer' | 'committee'; readonly id: string };
  readonly declaredBy: 'expert' | 'officer' | 'party';
  readonly reason: RecusalReason;
  /** Free words; kept as ciphertext. */
  readonly note?: string;
  readonly actor: string;
}

/** The id of the recusal, open until it is decided; until then it already bars an expert from the draw. */
export async function declareRecusal(tx: Tx, services: RecusalServices, declaration: Declaration): Promise<string> {
  const { regionCode, assessmentId, subject, declaredBy, reason, note, actor } = declaration;
  const id = newId();
  const at = services.clock.now();
  const place = { table: 'recusal', column: 'note', regionCode, rowId: id };
  await tx
    .insertInto('recusal')
    .values({
      region_code: regionCode,
      id,
      assessment_id: assessmentId,
      subject_role: subject.role,
      subject_id: subject.id,
      declared_by: declaredBy,
      reason,
      note_cipher: note === undefined ? null : await services.cipher.encrypt(place, note),
      declared_at: new Date(at),
      state: 'open',
    })
    .execute();
  const details = { recusalId: id, role: subject.role, declaredBy, reason };
  await appendAudit(tx, { regionCode, actor, action: 'recusal.declared', subject: assessmentId, details, at });
  return id;
}

export interface RecusalDecision {
  readonly regionCode: string;
  readonly recusalId: string;
  readonly granted: boolean;
  /** The officer or committee member who decides; never the one concerned. */
  readonly decidedBy: string;
}

/** Decides an open recusal. The same decision again changes nothing; the other one is refused. */
export async function decideRecusal(
  tx: Tx,
  { clock }: Pick<RecusalServices, 'clock'>,
  { regionCode, recusalId, granted, decidedBy }: RecusalDecision,
): Promise<Result<'granted' | 'refused', AssessmentFault>> {
  const row = await tx
    .selectFrom('recusal')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('id', '=', recusalId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail(fault('recusal-unknown', { recusalId }));
  if (row.subject_id === decidedBy) return fail(fault('self-decided', { recusalId }));
  const state = granted ? 'granted' : 'refused';
  if (row.state === state) return ok(state);
  if (row.state !== 'open') return fail(fault('recusal-decided', { recusalId, state: row.state }));
  const at = clock.now();
  await tx
    .updateTable('recusal')
    .set({ state, decided_by: decidedBy, decided_at: new Date(at) })
    .where('region_code', '=', regionCode)
    .where('id', '=', recusalId)
    .execute();
  const note = { action: 'recusal.decided', subject: row.assessment_id, details: { recusalId, state } } as const;
  await appendAudit(tx, { regionCode, actor: decidedBy, ...note, at });
  return ok(state);
}

/** What was declared about experts for this assessment. */
export async function declaredRecusals(tx: Tx, regionCode: string, assessmentId: string): Promise<DeclaredRecusal[]> {
  const rows = await tx
    .selectFrom('recusal')
    .select(['subject_id', 'reason', 'state'])
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .where('subject_role', '=', 'expert')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    expertId: row.subject_id,
    reason: Reason.parse(row.reason),
    state: State.parse(row.state),
  }));
}

/** Guard for assigning an officer or a committee member: refused while a recusal is open or was granted. */
export async function mayHandle(
  tx: Tx,
  regionCode: string,
  assessmentId: string,
  personId: string,
): Promise<Result<string, AssessmentFault>> {
  const row = await tx
    .selectFrom('recusal')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('assessment_id', '=', assessmentId)
    .where('subject_id', '=', personId)
    .where('state', '!=', 'refused')
    .executeTakeFirst();
  return row === undefined ? ok(personId) : fail(fault('must-recuse', { recusalId: row.id }));
}
