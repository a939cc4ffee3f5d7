/** Where a person already has a place for another assessment: one person, one place per session. */
import type { Tx } from '../../db/database.ts';
import { blindIndexOf } from '../../encryption/blind-index.ts';
import type { ImportServices } from '../roster-import.ts';

interface Wanted {
  readonly siteCode: string;
  readonly assessmentId: string;
  readonly person: { readonly number: string };
}

/** The sessions in which the person has a place for another assessment, or has checked in already. */
export async function busySessions(
  tx: Tx,
  { keyring }: Pick<ImportServices, 'keyring'>,
  { siteCode, assessmentId, person }: Wanted,
): Promise<string[]> {
  const regionCode = siteCode.slice(0, 6);
  const { key } = await keyring.key(regionCode, 'blind-index');
  const rows = await tx
    .selectFrom('examinee as e')
    .leftJoin('assessment_slot as a', (join) =>
      join
        .onRef('a.region_code', '=', 'e.region_code')
        .onRef('a.examinee_id', '=', 'e.id')
        .on('a.released_at', 'is', null),
    )
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'e.region_code').onRef('s.id', '=', 'e.session_id'),
    )
    .select('e.session_id')
    .where('e.region_code', '=', regionCode)
    .where('e.number_index', '=', blindIndexOf(key, person.number))
    .where(({ or, eb, and }) =>
      or([
        and([eb('a.assessment_id', 'is not', null), eb('a.assessment_id', '!=', assessmentId)]),
        eb('e.check_in_id', 'is not', null),
      ]),
    )
    .execute();
  return [...new Set(rows.map((row) => row.session_id))];
}
