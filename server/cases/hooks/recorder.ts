/** 全程录音录像: whether the recorder of the room says that it records this examination (令55 art 12). */
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Tx } from '../../db/database.ts';
import { Facts } from '../assessment/facts.ts';
import type { Broken } from '../model.ts';
import type { Hook, HookContext } from '../services.ts';
import { checkIn } from './check-in.ts';

/**
 * Of CHECKIN. Where terminals of the site record, their report counts and not the officer's word: a list of this examinee
 * that has begun and not ended. Where none ever has, the site records with equipment of its own, and the officer answers.
 */
export const recorderReports: Hook = async (context) => {
  const silent = await silentRecorder(context);
  return silent === null ? ok({}) : fail(silent);
};

/** Of CHECKIN where nobody has identified the person before. */
export const beginExamination: Hook = async (context): Promise<Result<Readonly<Record<string, unknown>>, Broken>> => {
  const silent = await silentRecorder(context);
  return silent === null ? checkIn(context) : fail(silent);
};

async function silentRecorder({ tx, input }: HookContext): Promise<Broken | null> {
  const { regionCode } = input.case;
  const { session, siteCode } = Facts.parse(input.facts);
  if (session === null || siteCode === null || !(await recordsItself(tx, regionCode, siteCode))) return null;
  const running = await tx
    .selectFrom('recording')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('examinee_id', '=', session.examineeId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (running !== undefined) return null;
  return {
    guard: 'recorder-on',
    article: '劳动能力鉴定管理办法（令55）第十二条；现场鉴定全程录音录像',
    message: '录音录像设备没有报告本次鉴定的录制已经开始，不能开始现场鉴定',
    hint: 'the centre has no recording of this examinee that runs: anban recording status at the terminal of the room',
  };
}

/** A terminal of the site has sent a list before. */
async function recordsItself(tx: Tx, regionCode: string, siteCode: string): Promise<boolean> {
  const terminals = await tx
    .selectFrom('terminal')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('site_code', '=', siteCode)
    .execute();
  if (terminals.length === 0) return false;
  const ids = terminals.map(({ id }) => id);
  const one = await tx
    .selectFrom('recording')
    .select('id')
    .where('region_code', '=', regionCode)
    .where('terminal_id', 'in', ids)
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
