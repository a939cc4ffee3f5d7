/** Alarms that nobody has acknowledged yet. They name cases and time limits, no people. */
import type { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import type { API } from '../../contract/api.ts';
import type { StaffRole } from '../../contract/staff.ts';
import type { Db } from '../../db/database.ts';
import { RoleSchema } from '../model.ts';
import type { CaseServices } from '../services.ts';

interface AlarmQuery {
  readonly regionCode: string;
  readonly role: StaffRole;
  readonly after: string | null;
  readonly limit: number;
}

/** Oldest first; `next` is the id after which the next page begins. */
export async function readAlarms(
  db: Db,
  { regionCode, role, after, limit }: AlarmQuery,
): Promise<z.infer<typeof API.alarms.answer>> {
  let query = db
    .selectFrom('case_alarm')
    .select(['id', 'case_id', 'part_id', 'kind', 'subject', 'role', 'at'])
    .where('region_code', '=', regionCode)
    .where('role', '=', role)
    .where('acknowledged_at', 'is', null);
  if (after !== null) query = query.where('id', '>', after);
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    alarms: page.map(({ id, case_id: caseId, part_id: partId, kind, subject, role: whose, at }) => ({
      id,
      caseId,
      partId,
      kind,
      subject,
      role: RoleSchema.parse(whose),
      at: at.toISOString(),
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

interface Acknowledgement {
  readonly regionCode: string;
  readonly officerId: string;
  readonly roles: readonly StaffRole[];
  readonly alarmId: string;
}

/** When it was first acknowledged; null where there is no such alarm for these roles. */
export function acknowledgeAlarm(
  { database, clock }: Pick<CaseServices, 'database' | 'clock'>,
  { regionCode, officerId, roles, alarmId }: Acknowledgement,
): Promise<Date | null> {
  const actor = `officer:${officerId}`;
  return database.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('case_alarm')
      .select(['acknowledged_at'])
      .where('region_code', '=', regionCode)
      .where('id', '=', alarmId)
      .where('role', 'in', roles)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) return null;
    if (known.acknowledged_at !== null) return known.acknowledged_at;
    const at = new Date(clock.now());
    await tx
      .updateTable('case_alarm')
      .set({ acknowledged_at: at, acknowledged_by: actor })
      .where('region_code', '=', regionCode)
      .where('id', '=', alarmId)
      .execute();
    await appendAudit(tx, { regionCode, actor, action: 'alarm.acknowledged', subject: alarmId, at: at.getTime() });
    return at;
  });
}
