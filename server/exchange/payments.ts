/** Orders to the bank, kept until it has answered. The account is ciphertext. */
import { newId } from '@anban/foundation/ids';
import type { FieldPlace } from '../encryption/field-cipher.ts';
import type { Payments } from './partners.ts';

export const accountPlace = (regionCode: string, orderId: string): FieldPlace => ({
  table: 'payment_order',
  column: 'account_cipher',
  regionCode,
  rowId: orderId,
});

export const payments: Payments = {
  async order(tx, { cipher, clock }, { regionCode, caseId, partId, batch, amount, monthly, account }) {
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
        state: 'ordered',
        ordered_at: new Date(clock.now()),
      })
      .execute();
    return id;
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
