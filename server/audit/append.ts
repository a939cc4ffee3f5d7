/** Appending one entry to the audit log, alone or inside a transaction. */
import { newId } from '@anban/foundation/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { AUDIT_STEPS } from './chain.ts';

/** What officers, operators and terminals do that must be answerable for. */
export type AuditAction =
  | 'terminal.code-made'
  | 'terminal.enrolled'
  | 'terminal.revoked'
  | 'roster.imported'
  | 'roster.fetched'
  | 'officer.added'
  | 'officer.signed-in'
  | 'officer.signed-out'
  | 'officer.read-arrivals'
  | 'alert.acknowledged'
  | 'arrival.called'
  | 'arrival.entered'
  | 'overrides.read'
  | 'help.called'
  | 'assistance.begun'
  | 'assistance.ended'
  | 'site.added'
  | 'playlist.added'
  | 'playlist.removed'
  | 'recording.listed'
  | 'recording.read'
  | 'identity-check.stored'
  | 'check-in.stored'
  | 'record.refused'
  | 'case.opened'
  | 'case.step'
  | 'case.read'
  | 'case.events-read'
  | 'case.documents-read'
  | 'case.searched'
  | 'case.draws-read'
  | 'document.downloaded'
  | 'package.downloaded'
  | 'document.verified'
  | 'work.read'
  | 'alarm.acknowledged'
  | 'sealing-session.held'
  | 'assessment.scheduled'
  | 'assessment.released'
  | 'site-plan.set'
  | 'sessions.opened'
  | 'expert.imported'
  | 'expert.listed'
  | 'expert.leave-added'
  | 'recusal.declared'
  | 'recusal.decided'
  | 'draw.announced'
  | 'draw.made'
  | 'draw.replaced'
  | 'panel.seated'
  | 'panel.read'
  | 'opinion.signed'
  | 'opinion.round-ended';

export interface AuditNote {
  readonly regionCode: string;
  /** Also names the stream. */
  readonly actor: string;
  readonly action: AuditAction;
  /** Id or code of what was acted on; never a name or a number of a person. */
  readonly subject: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The operator at the command line: whoever may read the key file. */
export const OPERATOR = 'operator';

const steps: RawBuilder<unknown> = sql.raw(AUDIT_STEPS);

export async function appendAudit(db: Db, note: AuditNote): Promise<void> {
  const at = new Date(note.at).toISOString();
  const details = JSON.stringify(note.details ?? {});
  await sql`
    with note as (
      select ${note.regionCode}::text as region_code, ${note.actor}::text as stream, ${newId()}::text as id,
        ${at}::text as at, ${note.actor}::text as actor, ${note.action}::text as action,
        ${note.subject}::text as subject, ${details}::text as details
    ), ${steps}
    select 1`.execute(db);
}
