/** The bank, simulated: pays what is ordered, and returns what goes to an account that ends in 0000 (closed). */
import { newId } from '@anban/foundation/ids';
import { unwrap } from '@anban/foundation/result';
import { applyStep } from '../cases/apply.ts';
import type { CaseServices } from '../cases/services.ts';
import { dayInChina } from '../contract/common.ts';
import { accountPlace } from '../exchange/payments.ts';

export interface BankRound {
  readonly paid: number;
  readonly returned: number;
}

const BANK = { role: 'system', id: 'bank:simulated' } as const;

/** Answers the oldest open orders, each with an event of its benefit. */
export async function runBank(services: CaseServices, regionCode: string, limit = 100): Promise<BankRound> {
  const orders = await services.database.db
    .selectFrom('payment_order')
    .select(['id', 'case_id', 'part_id', 'account_cipher'])
    .where('region_code', '=', regionCode)
    .where('state', '=', 'ordered')
    .orderBy('id')
    .limit(limit)
    .execute();
  let returned = 0;
  for (const { id, case_id: caseId, part_id: partId, account_cipher } of orders) {
    const account = await services.cipher.decrypt(accountPlace(regionCode, id), account_cipher);
    const on = dayInChina(services.clock.now());
    const closed = account.endsWith('0000');
    if (closed) returned += 1;
    const answer = closed
      ? { event: 'RETURNED', data: { on, reason: 'account-closed' } }
      : { event: 'PAID', data: { on, receipt: `SIM-${id.slice(-12)}` } };
    const step = { id: newId(), regionCode, caseId, partId, expectedVersion: null, actor: BANK, ...answer };
    unwrap(await applyStep(services, step));
  }
  await takeChanges(services, regionCode);
  return { paid: orders.length - returned, returned };
}

/** Instructions about months to come need no answer to the benefit: the bank has them. */
async function takeChanges({ database, clock }: CaseServices, regionCode: string): Promise<void> {
  await database.db
    .updateTable('payment_order')
    .set({ state: 'taken', settled_on: dayInChina(clock.now()) })
    .where('region_code', '=', regionCode)
    .where('state', '=', 'change')
    .execute();
}
