/** Puts one person on a session's roster, as an imported roster would, so that the check-in terminal finds the person. */
import type { Tx } from '../../db/database.ts';
import { blindIndexOf } from '../../encryption/blind-index.ts';
import { Importer, type ImportServices } from '../roster-import.ts';

export interface Enrolment {
  readonly siteCode: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly room: string;
  readonly name: string;
  /** Normalised identity number (foundation/identity-number). */
  readonly number: string;
}

export interface EnrolledExaminee {
  readonly examineeId: string;
  readonly sessionId: string;
}

/** Whoever is on the roster already is found again and not doubled; a person who has checked in keeps the room. */
export async function enrolExaminee(tx: Tx, services: ImportServices, enrolment: Enrolment): Promise<EnrolledExaminee> {
  const { siteCode, day, room, name, number } = enrolment;
  const regionCode = siteCode.slice(0, 6);
  const importer = new Importer(services, tx, day);
  await importer.take({ line: 1, name, number, room, siteCode });
  const { key } = await services.keyring.key(regionCode, 'blind-index');
  const row = await tx
    .selectFrom('examinee as e')
    .innerJoin('assessment_session as s', (join) =>
      join.onRef('s.region_code', '=', 'e.region_code').onRef('s.id', '=', 'e.session_id'),
    )
    .select(['e.id', 'e.session_id'])
    .where('e.region_code', '=', regionCode)
    .where('s.site_code', '=', siteCode)
    .where('s.day', '=', day)
    .where('e.number_index', '=', blindIndexOf(key, number))
    .executeTakeFirstOrThrow();
  return { examineeId: row.id, sessionId: row.session_id };
}
