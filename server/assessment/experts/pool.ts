/** 专家库: importing, listing, reporting. Names and licences leave the database in the clear only here, and audited. */
import type { Clock } from '@anban/foundation/clock';
import { newId } from '@anban/foundation/ids';
import { z } from 'zod';
import { appendAudit } from '../../audit/append.ts';
import { Day } from '../../contract/common.ts';
import type { Tx } from '../../db/database.ts';
import { blindIndexOf } from '../../encryption/blind-index.ts';
import type { FieldCipher } from '../../encryption/field-cipher.ts';
import type { Keyring } from '../../encryption/keyring.ts';
import type { ExpertRow } from './expert-file.ts';

export interface PoolServices {
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

export const ExpertField = z.enum(['medical', 'device']);
export const ExpertStatus = z.enum(['active', 'suspended', 'removed']);

const placeOf = (regionCode: string, rowId: string, column: 'name' | 'license') => ({
  table: 'expert',
  column,
  regionCode,
  rowId,
});

/** How a licence is found again without being stored. */
export async function licenseIndex(keyring: Keyring, regionCode: string, license: string): Promise<Buffer> {
  const { key } = await keyring.key(regionCode, 'blind-index');
  return blindIndexOf(key, `license|${license.normalize('NFKC').toUpperCase()}`);
}

export interface PoolImport {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Takes the rows over: found again by licence; the same file again changes nothing. Nobody is removed by absence. */
export async function importExperts(
  tx: Tx,
  services: PoolServices,
  { regionCode, rows, actor }: { regionCode: string; rows: readonly ExpertRow[]; actor: string },
): Promise<PoolImport> {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const row of rows) counts[await takeOver(tx, services, regionCode, row)] += 1;
  if (counts.added + counts.changed > 0) {
    const note = { actor, action: 'expert.imported', subject: regionCode, details: counts } as const;
    await appendAudit(tx, { regionCode, ...note, at: services.clock.now() });
  }
  return counts;
}

async function takeOver(
  tx: Tx,
  { keyring, cipher }: PoolServices,
  regionCode: string,
  row: ExpertRow,
): Promise<'added' | 'changed' | 'unchanged'> {
  const index = await licenseIndex(keyring, regionCode, row.license);
  const known = await tx
    .selectFrom('expert')
    .selectAll()
    .where('region_code', '=', regionCode)
    .where('license_index', '=', index)
    .forUpdate()
    .executeTakeFirst();
  const plain = {
    field: row.field,
    specialties: [...row.specialties],
    hospital: row.hospital,
    title: row.title,
    birth_year: row.birthYear,
    term_from: row.termFrom,
    term_until: row.termUntil,
    trained_until: row.trainedUntil,
    daily_quota: row.dailyQuota,
    status: row.status,
  };
  const id = known?.id ?? newId();
  const name = placeOf(regionCode, id, 'name');
  if (known !== undefined) {
    const { region_code: _r, id: _i, name_cipher, license_cipher: _l, license_index: _x, ...before } = known;
    const same = Object.entries(plain).every(
      ([key, value]) => JSON.stringify(value) === JSON.stringify(Object.entries(before).find(([k]) => k === key)?.[1]),
    );
    if (same && (await cipher.decrypt(name, name_cipher)) === row.name) return 'unchanged';
  }
  const sealed = { ...plain, name_cipher: await cipher.encrypt(name, row.name) };
  await tx
    .insertInto('expert')
    .values({
      region_code: regionCode,
      id,
      license_cipher: await cipher.encrypt(placeOf(regionCode, id, 'license'), row.license),
      license_index: index,
      ...sealed,
    })
    .onConflict((conflict) => conflict.columns(['region_code', 'license_index']).doUpdateSet(sealed))
    .execute();
  return known === undefined ? 'added' : 'changed';
}

export interface Leave {
  readonly regionCode: string;
  readonly expertId: string;
  readonly from: string;
  readonly until: string;
  readonly actor: string;
}

/** Days on which the expert cannot come, both ends included. The same leave again changes nothing. */
export async function addLeave(tx: Tx, { clock }: Pick<PoolServices, 'clock'>, leave: Leave): Promise<void> {
  const { regionCode, expertId, from, until, actor } = leave;
  const days = { from_day: Day.parse(from), until_day: Day.parse(until) };
  await tx
    .insertInto('expert_leave')
    .values({ region_code: regionCode, expert_id: expertId, ...days })
    .onConflict((conflict) =>
      conflict.columns(['region_code', 'expert_id', 'from_day']).doUpdateSet({ until_day: days.until_day }),
    )
    .execute();
  const note = { actor, action: 'expert.leave-added', subject: expertId, details: { from, until } } as const;
  await appendAudit(tx, { regionCode, ...note, at: clock.now() });
}

/** Names of experts by id, for panels and documents. The caller audits the reading. */
export async function namesOf(
  tx: Tx,
  { cipher }: Pick<PoolServices, 'cipher'>,
  regionCode: string,
  ids: readonly string[],
): Promise<Map<string, { name: string; title: string; hospital: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('expert')
    .select(['id', 'name_cipher', 'title', 'hospital'])
    .where('region_code', '=', regionCode)
    .where('id', 'in', [...ids])
    .execute();
  const named = rows.map(async ({ id, name_cipher, title, hospital }) => {
    const name = await cipher.decrypt(placeOf(regionCode, id, 'name'), name_cipher);
    return [id, { name, title, hospital }] as const;
  });
  return new Map(await Promise.all(named));
}
