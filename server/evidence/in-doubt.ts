/**
 * What the records of all terminals say against a person's face in a session, and whether two officers passed the person
 * afterwards. Each terminal knows only its own comparisons; the centre has everybody's, as far as they were delivered.
 */
import { ATTACK_REASONS, IdentityCheckRecord } from '../contract/evidence.ts';
import type { FaceStandingAnswer } from '../contract/face-standing.ts';
import type { Db, Tx } from '../db/database.ts';

interface Examined {
  readonly regionCode: string;
  readonly examineeId: string;
  readonly sessionId: string;
}

/** Newest last, by the terminals' own times: comparisons that did not pass, and checks by two officers. */
async function inDoubt(db: Db | Tx, { regionCode, examineeId, sessionId }: Examined): Promise<IdentityCheckRecord[]> {
  const rows = await db
    .selectFrom('evidence_record')
    .select('record')
    .where('region_code', '=', regionCode)
    .where('examinee_id', '=', examineeId)
    .where('session_id', '=', sessionId)
    .where('kind', '=', 'identity-check')
    .where((row) => row.or([row.not('passed'), row('method', '=', 'two-officers')]))
    .where('refusal', 'is', null)
    .execute();
  const checks = rows.map(({ record }) => IdentityCheckRecord.parse(JSON.parse(record)));
  return checks.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** Whether a comparison at any terminal had not matched before `at`, or was stopped as a presentation attack. */
export async function hadFailed(db: Db | Tx, examined: Examined, at: string): Promise<boolean> {
  const checks = await inDoubt(db, examined);
  return checks.some((check) => isOverridable(check) && Date.parse(check.at) <= Date.parse(at));
}

/**
 * Why this person is kept out at the door, as the terminal's record names it: another person (`no-match`), or no living
 * face (`officer` with a reason other than `faceUnsure`), and no two officers passed them since. Null: nothing is known.
 */
export async function keptOut(db: Db | Tx, examined: Examined): Promise<string | null> {
  const checks = await inDoubt(db, examined);
  const passedAt = checks.findLastIndex(({ method, decision }) => method === 'two-officers' && decision === 'pass');
  const against = checks.slice(passedAt + 1).findLast(isAgainst);
  return against === undefined ? null : (against.reason ?? 'faceMismatch');
}

/** What comparisons of this person came to, whichever terminal made them and whatever officers said afterwards. */
export async function faceStanding(db: Db | Tx, examined: Examined): Promise<FaceStandingAnswer> {
  const looks = (await inDoubt(db, examined)).filter(({ method }) => method === 'face');
  const against = looks.findLast(({ decision }) => decision === 'no-match' || decision === 'officer');
  // Without consent no camera was open: a declined comparison is no try.
  const tries = looks.filter(({ decision, consent }) => decision === 'unavailable' && consent !== null).length;
  return { decision: against === undefined ? null : (against.reason ?? 'faceUnsure'), tries };
}

const isAgainst = ({ method, decision, reason }: IdentityCheckRecord): boolean =>
  method === 'face' && (decision === 'no-match' || (decision === 'officer' && reason !== 'faceUnsure'));

/** Passing somebody after this is an override. */
const isOverridable = ({ method, decision, reason }: IdentityCheckRecord): boolean =>
  decision === 'no-match' ||
  (method === 'face' && decision === 'officer' && ATTACK_REASONS.some((attack) => attack === reason));
