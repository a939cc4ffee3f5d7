/** 求助 and 冒用: what the officer must see at once, until somebody says that it was seen. */
import type { Clock } from '@anban/foundation/clock';
import { appendAudit } from '../audit/append.ts';
import type { HelpCall } from '../contract/alerts.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Terminal } from '../terminals/terminal.ts';
import { raiseAlert } from './open.ts';

export interface AlertServices {
  readonly database: Database;
  readonly clock: Clock;
}

const kindOf = (reason: HelpCall['reason']) => `help:${reason}`;

/** A printer is in one of these states: the newest one is what the officer will find. */
const PRINTER: readonly HelpCall['reason'][] = ['paper-out', 'cover-open', 'printer-lost'];

/** The same call sent again is the same call; another of its kind, while nobody has acknowledged it, makes it newer. */
export async function raiseHelpCall(
  { database, clock }: AlertServices,
  call: HelpCall,
  terminal: Terminal,
): Promise<void> {
  const regionCode = terminal.regionCode;
  await database.db.transaction().execute(async (tx) => {
    const common = { regionCode, siteCode: terminal.siteCode, terminalId: terminal.id, examineeId: null };
    const at = new Date(call.at);
    if (!(await raiseAlert(tx, { ...common, id: call.id, kind: kindOf(call.reason), at }))) return;
    if (PRINTER.includes(call.reason)) await closeOtherPrinterAlerts(tx, terminal, call, new Date(clock.now()));
    const actor = `terminal:${terminal.id}`;
    const details = { reason: call.reason };
    await appendAudit(tx, { regionCode, actor, action: 'help.called', subject: call.id, details, at: clock.now() });
  });
}

async function closeOtherPrinterAlerts(tx: Tx, terminal: Terminal, { reason, at }: HelpCall, now: Date): Promise<void> {
  await tx
    .updateTable('alert')
    .set({ acknowledged_at: now })
    .where('region_code', '=', terminal.regionCode)
    .where('terminal_id', '=', terminal.id)
    .where('acknowledged_at', 'is', null)
    .where('kind', 'in', PRINTER.filter((other) => other !== reason).map(kindOf))
    .where('at', '<=', new Date(at))
    .execute();
}

/** Null when the officer's region has no such alert. Acknowledged twice: the first one stays. */
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
