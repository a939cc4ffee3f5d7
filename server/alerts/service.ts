/** 求助 and 冒用: what the officer must see at once, until somebody says that it was seen. */
import type { Clock } from '@anban/foundation/clock';
import { appendAudit } from '../audit/append.ts';
import type { HelpCall } from '../contract/alerts.ts';
import type { Database } from '../db/database.ts';
import type { Terminal } from '../terminals/terminal.ts';

export interface AlertServices {
  readonly database: Database;
  readonly clock: Clock;
}

/** The same call sent again is the same call. */
export async function raiseHelpCall(
  { database, clock }: AlertServices,
  call: HelpCall,
  terminal: Terminal,
): Promise<void> {
  const regionCode = terminal.regionCode;
  await database.db.transaction().execute(async (tx) => {
    const raised = await tx
      .insertInto('alert')
      .values({
        region_code: regionCode,
        id: call.id,
        site_code: terminal.siteCode,
        terminal_id: terminal.id,
        examinee_id: null,
        kind: `help:${call.reason}`,
        at: call.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (raised.numInsertedOrUpdatedRows !== 1n) return;
    const actor = `terminal:${terminal.id}`;
    const details = { reason: call.reason };
    await appendAudit(tx, { regionCode, actor, action: 'help.called', subject: call.id, details, at: clock.now() });
  });
}

/** False when the officer's region has no such alert. Acknowledged twice: the first one stays. */
export async function acknowledgeAlert(
  { database, clock }: AlertServices,
  regionCode: string,
  officerId: string,
  alertId: string,
): Promise<{ siteCode: string } | null> {
  const at = clock.now();
  return database.db.transaction().execute(async (tx) => {
    const alert = await tx
      .selectFrom('alert')
      .select(['site_code', 'acknowledged_at'])
      .where('region_code', '=', regionCode)
      .where('id', '=', alertId)
      .forUpdate()
      .executeTakeFirst();
    if (alert === undefined) return null;
    if (alert.acknowledged_at === null) {
      await tx
        .updateTable('alert')
        .set({ acknowledged_at: new Date(at), acknowledged_by: officerId })
        .where('region_code', '=', regionCode)
        .where('id', '=', alertId)
        .execute();
      const actor = `officer:${officerId}`;
      await appendAudit(tx, { regionCode, actor, action: 'alert.acknowledged', subject: alertId, at });
    }
    return { siteCode: alert.site_code };
  });
}
