/** A person's cases, by the blind index of the identity number. */
import type { Db } from '../../db/database.ts';
import { openFile } from '../files.ts';
import type { CaseServices } from '../services.ts';
import { maskName } from './mask.ts';
import { readParts } from './parts.ts';

/** One person with more injuries than this is a mistake in a table, not a person. */
const MOST = 50;

export async function findCases(
  services: Pick<CaseServices, 'cipher' | 'machines'>,
  db: Db,
  { regionCode, numberIndex }: { regionCode: string; numberIndex: Buffer },
) {
  const rows = await db
    .selectFrom('work_case')
    .select(['id', 'number', 'opened_at', 'file_cipher'])
    .where('region_code', '=', regionCode)
    .where('number_index', '=', numberIndex)
    .orderBy('id')
    .limit(MOST)
    .execute();
  return Promise.all(
    rows.map(async ({ id, number, opened_at, file_cipher }) => {
      const { person } = await openFile(services.cipher, regionCode, id, file_cipher);
      const parts = await readParts(services, db, regionCode, id);
      return {
        id,
        number,
        openedAt: opened_at.toISOString(),
        name: maskName(person.name),
        parts: parts.map(({ id, kind, state, stateName, version }) => ({ id, kind, state, stateName, version })),
      };
    }),
  );
}
