/** Alerts that nobody has acknowledged: one for each terminal, kind and person. The same again is the same, only later. */
import type { Tx } from '../db/database.ts';

export interface NewAlert {
  readonly regionCode: string;
  readonly id: string;
  readonly siteCode: string;
  readonly terminalId: string;
  readonly examineeId: string | null;
  readonly kind: string;
  readonly at: Date;
}

/** Two of one terminal in the same moment: the second waits for the first. False when this id was raised before. */
export async function raiseAlert(tx: Tx, alert: NewAlert): Promise<boolean> {
  const { regionCode, terminalId, at } = alert;
  await tx
    .selectFrom('terminal')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('id', '=', terminalId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const open = await tx
    .selectFrom('alert')
    .select(['id', 'at'])
    .where('region_code', '=', regionCode)
    .where('terminal_id', '=', terminalId)
    .where('kind', '=', alert.kind)
    .where('examinee_id', 'is not distinct from', alert.examineeId)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst();
  if (open?.id === alert.id) return false;
  if (open === undefined) return add(tx, alert);
  if (open.at >= at) return true;
  await tx.updateTable('alert').set({ at }).where('region_code', '=', regionCode).where('id', '=', open.id).execute();
  return true;
}

async function add(tx: Tx, { regionCode, id, siteCode, terminalId, examineeId, kind, at }: NewAlert): Promise<boolean> {
  const added = await tx
    .insertInto('alert')
    .values({
      region_code: regionCode,
      id,
      site_code: siteCode,
      terminal_id: terminalId,
      examinee_id: examineeId,
      kind,
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}
