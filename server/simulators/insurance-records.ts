/** The insurance system, simulated: invented records in our own database, for samples and tests. */

import type { Tx } from '../db/database.ts';
import { blindIndexOf } from '../encryption/blind-index.ts';
import { type ExchangeServices, InsuranceRecord, type InsuranceRecords, type PersonKey } from '../exchange/partners.ts';

const place = (regionCode: string, index: Buffer) => ({
  table: 'insurance_record',
  column: 'record_cipher',
  regionCode,
  rowId: index.toString('hex'),
});

const indexOf = async ({ keyring }: ExchangeServices, { regionCode, number }: PersonKey): Promise<Buffer> =>
  blindIndexOf((await keyring.key(regionCode, 'blind-index')).key, number.toUpperCase());

export const simulatedInsuranceRecords: InsuranceRecords = {
  async find(tx, services, person) {
    const index = await indexOf(services, person);
    const row = await tx
      .selectFrom('insurance_record')
      .select('record_cipher')
      .where('region_code', '=', person.regionCode)
      .where('number_index', '=', index)
      .executeTakeFirst();
    if (row === undefined) return null;
    const text = await services.cipher.decrypt(place(person.regionCode, index), row.record_cipher);
    return InsuranceRecord.parse(JSON.parse(text));
  },
};

/** Makes or replaces what the simulated system knows of a person. */
export async function putInsuranceRecord(
  tx: Tx,
  services: ExchangeServices,
  person: PersonKey,
  record: InsuranceRecord,
): Promise<void> {
  const index = await indexOf(services, person);
  const text = JSON.stringify(InsuranceRecord.parse(record));
  const values = {
    record_cipher: await services.cipher.encrypt(place(person.regionCode, index), text),
    read_at: new Date(services.clock.now()),
  };
  await tx
    .insertInto('insurance_record')
    .values({ region_code: person.regionCode, number_index: index, ...values })
    .onConflict((conflict) => conflict.columns(['region_code', 'number_index']).doUpdateSet(values))
    .execute();
}
