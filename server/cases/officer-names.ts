/** On paper stand names, not the ids by which steps tell their people apart. */
import type { Tx } from '../db/database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import { officerNamePlace } from '../officers/service.ts';

type Fields = Readonly<Record<string, unknown>>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The fields of a document with the name of every officer of the region in the place of the id. */
export async function withOfficerNames(
  tx: Tx,
  cipher: Pick<FieldCipher, 'decrypt'>,
  regionCode: string,
  fields: Fields,
): Promise<Fields> {
  const ids = new Set<string>();
  replaced(fields, (text) => {
    if (UUID.test(text)) ids.add(text);
    return text;
  });
  if (ids.size === 0) return replacedIn(fields, wordsOf);
  const rows = await tx
    .selectFrom('officer')
    .select(['id', 'name_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', 'in', [...ids])
    .execute();
  const names = new Map<string, string>();
  for (const { id, name_cipher } of rows)
    names.set(id, await cipher.decrypt(officerNamePlace(regionCode, id), name_cipher));
  return replacedIn(fields, (text) => names.get(text) ?? wordsOf(text));
}

/** Where a machine stood in for an officer. */
const wordsOf = (text: string): string => (/^terminal:[0-9a-f-]+$/.test(text) ? '自助服务终端' : text);

const replacedIn = (fields: Fields, change: (text: string) => string): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, replaced(value, change)]));

function replaced(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, change)]));
}
