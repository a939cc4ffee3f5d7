/**
 * The person before a terminal: the one whom a signed identity check of this very terminal has passed, at most 30
 * minutes ago. What a terminal may see or do in a case follows from who that is.
 */
import { fail, ok, type Result } from '@anban/foundation/result';
import { EvidenceRecord } from '../../contract/evidence.ts';
import type { Db } from '../../db/database.ts';
import { type Refused, refused } from '../../http/refusals.ts';
import { openFile } from '../files.ts';
import type { CaseFile, Role } from '../model.ts';
import { personIndex } from '../person-index.ts';
import type { CaseServices } from '../services.ts';
import type { TerminalCaller } from './caller.ts';

const VISIT_MS = 30 * 60_000;

export interface Visitor {
  readonly regionCode: string;
  readonly terminalId: string;
  readonly identityCheckId: string;
  /** Blind index of the person's number. */
  readonly numberIndex: Buffer;
}

const NEEDED: Refused = refused('identity-needed');

export async function visitorOf(
  { database, clock }: Pick<CaseServices, 'database' | 'clock'>,
  { regionCode, terminalId }: TerminalCaller,
  identityCheckId: string | undefined,
): Promise<Result<Visitor, Refused>> {
  if (identityCheckId === undefined) return fail(NEEDED);
  const row = await database.db
    .selectFrom('evidence_record as e')
    .innerJoin('examinee as x', (join) =>
      join.onRef('x.region_code', '=', 'e.region_code').onRef('x.id', '=', 'e.examinee_id'),
    )
    .select(['e.record', 'x.number_index'])
    .where('e.region_code', '=', regionCode)
    .where('e.id', '=', identityCheckId)
    .where('e.terminal_id', '=', terminalId)
    .where('e.kind', '=', 'identity-check')
    .where('e.passed', '=', true)
    .executeTakeFirst();
  if (row === undefined) return fail(NEEDED);
  const { at } = EvidenceRecord.parse(JSON.parse(row.record));
  if (clock.now() - Date.parse(at) > VISIT_MS) return fail(NEEDED);
  return ok({ regionCode, terminalId, identityCheckId, numberIndex: row.number_index });
}

/** As whom the visitor acts in a case with this file; null: the case is none of theirs. */
export async function partyOf(
  services: Pick<CaseServices, 'keyring'>,
  { regionCode, numberIndex }: Visitor,
  file: CaseFile,
): Promise<Extract<Role, 'applicant' | 'employer'> | null> {
  const is = async (number: string | undefined) =>
    number !== undefined && numberIndex.equals(await personIndex(services, regionCode, number));
  if (await is(file.person.number)) return 'applicant';
  if (!(await is(file.applicant.number))) return null;
  return file.applicant.relation === 'employer' ? 'employer' : 'applicant';
}

/** The same, for a stored case. A case that is none of theirs is answered like one that is not there. */
export async function partyOfCase(
  services: Pick<CaseServices, 'keyring' | 'cipher'>,
  db: Db,
  visitor: Visitor,
  caseId: string,
): Promise<Extract<Role, 'applicant' | 'employer'> | null> {
  const { regionCode } = visitor;
  const row = await db
    .selectFrom('work_case')
    .select('file_cipher')
    .where('region_code', '=', regionCode)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return partyOf(services, visitor, await openFile(services.cipher, regionCode, caseId, row.file_cipher));
}
