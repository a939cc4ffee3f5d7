/**
 * Sends what waits. Nobody hears of a later step before an earlier one: within a case a recipient's notices go out one
 * after the other, and one that fails holds back those behind it. The row stays locked while it is sent, so two workers
 * do not send it twice; a process that dies in between sends it again under the same id.
 */
import { sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { ServerLog } from '../../log.ts';
import { openFile } from '../files.ts';
import type { CaseFile } from '../model.ts';
import type { CaseServices } from '../services.ts';
import type { Addressee, NoticeSender, OutgoingNotice } from './sender.ts';
import { isNoticeTemplate, noticeText } from './texts.ts';

/** Attempts after which the log calls for a person; it is tried on, once an hour. */
export const STUCK_AFTER = 5;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

export type NoticeServices = Pick<CaseServices, 'database' | 'cipher' | 'clock'> & {
  readonly log: ServerLog;
  readonly sender: NoticeSender;
};

/** At most `limit` attempts; the answer is how many were sent. A failed notice waits 1, 2, 4 … 60 minutes. */
export async function sendDueNotices(services: NoticeServices, regionCode: string, limit = 50): Promise<number> {
  let sent = 0;
  for (let left = limit; left > 0; left -= 1) {
    const outcome = await services.database.db.transaction().execute((tx) => sendNext(tx, services, regionCode));
    if (outcome === 'nothing-due') break;
    if (outcome === 'sent') sent += 1;
  }
  return sent;
}

async function sendNext(tx: Tx, services: NoticeServices, regionCode: string) {
  const row = await nextDue(tx, services, regionCode);
  if (row === undefined) return 'nothing-due';
  const attempts = row.attempts + 1;
  const answer = await attempt(tx, services, regionCode, row);
  const now = services.clock.now();
  const update = tx.updateTable('case_notice').where('region_code', '=', regionCode).where('id', '=', row.id);
  if ('receiptId' in answer) {
    const sent = { sent_at: new Date(now), receipt_id: answer.receiptId, attempts, failure: null };
    await update.set(sent).execute();
    return 'sent';
  }
  const { failure } = answer;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  await update.set({ attempts, failure, attempt_at: new Date(now + pause) }).execute();
  const event = attempts >= STUCK_AFTER ? 'notice-stuck' : 'notice-failed';
  services.log.write(event, { notice: row.id, template: row.template, failure, attempts });
  return 'failed';
}

const nextDue = (tx: Tx, { clock }: NoticeServices, regionCode: string) =>
  tx
    .selectFrom('case_notice as n')
    .select(['n.id', 'n.case_id', 'n.recipient', 'n.template', 'n.attempts'])
    .where('n.region_code', '=', regionCode)
    .where('n.sent_at', 'is', null)
    .where('n.attempt_at', '<=', new Date(clock.now()))
    .where(
      sql<boolean>`not exists (
        select 1 from case_notice e
        where e.region_code = n.region_code and e.case_id = n.case_id and e.recipient = n.recipient
          and e.sent_at is null and (e.at, e.id) < (n.at, n.id))`,
    )
    .orderBy('n.attempt_at')
    .orderBy('n.id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

interface Row {
  readonly id: string;
  readonly case_id: string;
  readonly recipient: string;
  readonly template: string;
}

/** A bug must not stop the notices of other cases, so it becomes a name too; its message may quote a person. */
async function attempt(tx: Tx, services: NoticeServices, regionCode: string, row: Row) {
  const notice = await outgoing(tx, services, regionCode, row);
  if (typeof notice === 'string') return { failure: notice };
  try {
    const answer = await services.sender.send(notice);
    return answer.ok ? answer.value : { failure: answer.fault.name };
  } catch (cause) {
    return { failure: `unexpected: ${cause instanceof Error ? cause.name : 'unknown'}` };
  }
}

/** The notice as the case's file is now: a number that was mended meanwhile is the one that is used. */
async function outgoing(
  tx: Tx,
  { cipher }: NoticeServices,
  regionCode: string,
  { id, case_id: caseId, recipient, template }: Row,
): Promise<OutgoingNotice | string> {
  if (!isNoticeTemplate(template)) return 'template-unknown';
  const { number: caseNumber, file_cipher } = await tx
    .selectFrom('work_case')
    .select(['number', 'file_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow();
  const to = addresseeOf(recipient, await openFile(cipher, regionCode, caseId, file_cipher));
  if (to === null) return 'no-phone';
  return { id, regionCode, caseNumber, template, to, text: noticeText(template, caseNumber) };
}

/** Who has no telephone, or has died, is reached through a relative who applied. */
function addresseeOf(recipient: string, { person, applicant, employer, death }: CaseFile): Addressee | null {
  if (recipient === 'agency') return { kind: 'agency' };
  const byEmployer = applicant.relation === 'employer' ? applicant.phone : undefined;
  const byRelative = applicant.relation === 'self' || applicant.relation === 'relative' ? applicant.phone : undefined;
  const own = death === undefined ? (person.phone ?? byRelative) : byRelative;
  const phone = recipient === 'person' ? own : recipient === 'employer' ? (employer.phone ?? byEmployer) : undefined;
  return phone === undefined ? null : { kind: 'phone', phone };
}
