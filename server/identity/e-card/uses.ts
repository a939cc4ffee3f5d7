/** A code is good once, whichever server process sees it. Kept a little longer than the code lives, then forgotten. */
import type { Database } from '../../db/database.ts';

const KEPT_MS = 10 * 60_000;

export interface ECardUse {
  /** Of the place that issued the card: the same code is one row wherever it is shown. */
  readonly regionCode: string;
  readonly tokenId: string;
  readonly terminalId: string;
  readonly requestId: string;
}

/** False when it was used before, other than by this very request. */
export async function useOnce({ db }: Pick<Database, 'db'>, use: ECardUse, now: number): Promise<boolean> {
  await db.deleteFrom('e_card_use').where('expires_at', '<', new Date(now)).execute();
  const key = { region_code: use.regionCode, token_id: use.tokenId };
  const by = { terminal_id: use.terminalId, request_id: use.requestId };
  const made = await db
    .insertInto('e_card_use')
    .values({ ...key, ...by, expires_at: new Date(now + KEPT_MS) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 1n) return true;
  const first = await db
    .selectFrom('e_card_use')
    .select(['terminal_id', 'request_id'])
    .where('region_code', '=', key.region_code)
    .where('token_id', '=', key.token_id)
    .executeTakeFirst();
  return first?.terminal_id === by.terminal_id && first.request_id === by.request_id;
}
