/** To which account a benefit is paid: the one given for it, else the one in the records, else the one in the file. */
import type { FieldPlace } from '../../encryption/field-cipher.ts';
import type { Partners } from '../../exchange/partners.ts';
import type { HookContext } from '../services.ts';

const place = (regionCode: string, partId: string): FieldPlace => ({
  table: 'benefit_account',
  column: 'account_cipher',
  regionCode,
  rowId: partId,
});

export async function keepAccount({ tx, services, input }: HookContext, account: string): Promise<void> {
  const { regionCode } = input.case;
  const values = {
    account_cipher: await services.cipher.encrypt(place(regionCode, input.partId), account),
    given_at: new Date(input.at),
  };
  await tx
    .insertInto('benefit_account')
    .values({ region_code: regionCode, part_id: input.partId, ...values })
    .onConflict((conflict) => conflict.columns(['region_code', 'part_id']).doUpdateSet(values))
    .execute();
}

export async function knownAccount(
  { tx, services, input, file }: HookContext,
  { insurance }: Partners,
): Promise<string | null> {
  const { regionCode } = input.case;
  const given = await tx
    .selectFrom('benefit_account')
    .select('account_cipher')
    .where('region_code', '=', regionCode)
    .where('part_id', '=', input.partId)
    .executeTakeFirst();
  if (given !== undefined) return services.cipher.decrypt(place(regionCode, input.partId), given.account_cipher);
  const { person } = await file();
  const record = await insurance.find(tx, services, { regionCode, number: person.number });
  return record?.account ?? person.account ?? null;
}
