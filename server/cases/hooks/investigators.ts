/** Two who investigate are two officers of this office, not two words that somebody typed (办法 art 10). */
import { fail, ok } from '@anban/foundation/result';
import { officerNamePlace } from '../../officers/service.ts';
import { events } from '../determination/events.ts';
import type { Broken } from '../model.ts';
import type { Hook, HookContext } from '../services.ts';

const ARTICLE = '工伤认定办法第十条';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Refuses whoever is no officer of the case's region. */
export const investigators: Hook = async (context) => {
  const { officers } = events.INVESTIGATE.parse(context.input.data);
  const names = await namesOf(context, officers);
  const strange = officers.filter((id) => !names.has(id));
  return strange.length === 0 ? ok({}) : fail(broken('investigators-known', `no officers here: ${strange.join(', ')}`));
};

/** Refuses a record whose investigators are called otherwise than the office knows them. */
export const recordNames: Hook = async (context) => {
  const { investigators: told } = events.RECORD.parse(context.input.data);
  const names = await namesOf(
    context,
    told.map(({ officer }) => officer),
  );
  const wrong = told.filter(({ officer, name }) => names.get(officer) !== name).map(({ officer }) => officer);
  return wrong.length === 0 ? ok({}) : fail(broken('investigators-named', `other names: ${wrong.join(', ')}`));
};

const broken = (guard: string, hint: string): Broken => ({
  guard,
  article: ARTICLE,
  message: '调查人员须是本单位在册工作人员，请核对',
  hint,
});

async function namesOf({ tx, services, input }: HookContext, ids: readonly string[]): Promise<Map<string, string>> {
  const { regionCode } = input.case;
  const known = ids.filter((id) => UUID.test(id));
  if (known.length === 0) return new Map();
  const rows = await tx
    .selectFrom('officer')
    .select(['id', 'name_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', 'in', known)
    .execute();
  const read = rows.map(
    async ({ id, name_cipher: cipher }): Promise<[string, string]> => [
      id,
      await services.cipher.decrypt(officerNamePlace(regionCode, id), cipher),
    ],
  );
  return new Map(await Promise.all(read));
}
