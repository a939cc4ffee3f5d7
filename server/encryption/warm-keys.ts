/**
 * The keys that work inside transactions needs, read before there is any: a key is read on a connection of its own, and
 * transactions that hold all connections of the pool while they wait for one would wait for ever.
 */
import type { Database } from '../db/database.ts';
import type { KeyPurpose, Keyring } from './keyring.ts';

const IN_TRANSACTIONS: readonly KeyPurpose[] = ['field', 'blind-index', 'roster-token'];

/** For `regionCode` and every region that has a site here. */
export async function warmKeys(database: Database, keyring: Keyring, regionCode: string): Promise<void> {
  const sites = await database.db.selectFrom('site').select('region_code').distinct().execute();
  for (const region of new Set([regionCode, ...sites.map(({ region_code }) => region_code)]))
    await warmRegion(keyring, region);
}

export async function warmRegion(keyring: Keyring, regionCode: string): Promise<void> {
  for (const purpose of IN_TRANSACTIONS) await keyring.key(regionCode, purpose);
}
