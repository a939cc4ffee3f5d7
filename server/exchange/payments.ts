/** Orders to the bank, kept until it has answered. The account is ciphertext. */
import { newId } from '@anban/foundation/ids';
import type { Tx } from '../db/database.ts';
import type { FieldPlace } from '../encryption/field-cipher.ts';
import type { ExchangeServices, PaymentRequest, Payments } from './partners.ts';

export const accountPlace = (regionCode: string, orderId: string): FieldPlace => ({
  table: 'payment_order',
  column: 'account_cipher',
  regionCode,
  rowId: orderId,
});

interface Row extends PaymentRequest {
  readonly state: 'ordered' | 'change';
}

async function write(tx: Tx, { cipher, clock }: ExchangeServices, row: Row): Promise<string> {
  const { regionCode, caseId, partId, batch, amount, monthly, account, state } = row;
  const id = newId();
  await tx
    .insertInto('payment_order')
    .values({
      region_code: regionCode,
      id,
      case_id: caseId,
      part_id: partId,
      batch,
      amount,
      monthly: JSON.stringify(monthly),
      account_cipher: await cipher.encrypt(accountPlace(regionCode, id), account),
      state,
      ordered_at: new Date(clock.now()),
    })
    .execute();
  return id;
}

/**
 * `state` of a row: ordered → paid or returned, an order that the benefit waits for; change → taken, an instruction that
 * only says which months are paid from now on.
 */
export const payments: Payments = {
  order: (tx, services, request) => write(tx, services, { ...request, state: 'ordered' }),
  change: (tx, services, request) => write(tx, services, { ...request, batch: 'change', amount: '0', state: 'change' }),
  async known(tx, { regionCode, partId }) {
    const earlier = await tx
      .selectFrom('payment_order')
      .select('id')
      .where('region_code', '=', regionCode)
      .where('part_id', '=', partId)
      .limit(1)
      .executeTakeFirst();
    return earlier !== undefined;
  },
  async settle(tx, { regionCode, orderId, on, outcome }) {
    const answer =
      outcome.state === 'paid'
        ? { state: 'paid', receipt: outcome.receipt }
        : { state: 'returned', reason: outcome.reason };
    const { numUpdatedRows } = await tx
      .updateTable('payment_order')
      .set({ ...answer, settled_on: on })
      .where('region_code', '=', regionCode)
      .where('id', '=', orderId)
      .where('state', '=', 'ordered')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
};
