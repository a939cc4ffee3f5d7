/** 鉴定地点. A site's code begins with its region's. */
import type { Clock } from '@anban/foundation/clock';
import { appendAudit, OPERATOR } from '../audit/append.ts';
import type { Database } from '../db/database.ts';

export interface Site {
  readonly code: string;
  readonly name: string;
}

/** Adds the site or gives it another name. The same again changes nothing. */
export async function putSite(
  { db }: Database,
  clock: Clock,
  { code, name }: Site,
): Promise<'added' | 'renamed' | 'unchanged'> {
  const regionCode = code.slice(0, 6);
  return db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('site')
      .select('name')
      .where('region_code', '=', regionCode)
      .where('code', '=', code)
      .executeTakeFirst();
    if (known?.name === name) return 'unchanged';
    await tx
      .insertInto('site')
      .values({ region_code: regionCode, code, name })
      .onConflict((conflict) => conflict.columns(['region_code', 'code']).doUpdateSet({ name }))
      .execute();
    await appendAudit(tx, { regionCode, actor: OPERATOR, action: 'site.added', subject: code, at: clock.now() });
    return known === undefined ? 'added' : 'renamed';
  });
}
