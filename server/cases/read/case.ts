/** A whole case for one reader: in one transaction with the audit entry that says who read it, and for what. */

import { appendAudit } from '../../audit/append.ts';
import type { CaseAnswer, Disclosure, Purpose } from '../../contract/case-file.ts';
import { dayInChina } from '../../contract/common.ts';
import type { Db } from '../../db/database.ts';
import { openFile } from '../files.ts';
import type { Role } from '../model.ts';
import type { CaseServices } from '../services.ts';
import { readDocuments } from './documents.ts';
import { readEvents } from './events.ts';
import { fileFor } from './mask.ts';
import { withoutUnseated } from './panel.ts';
import { readParts, servicesOf } from './parts.ts';
import { readTimers } from './timers.ts';

export type ReadServices = Pick<CaseServices, 'database' | 'cipher' | 'clock' | 'machines'>;

export interface Reading {
  readonly regionCode: string;
  readonly caseId: string;
  readonly disclosure: Disclosure;
  readonly purpose: Purpose;
  /** In the audit log: `officer:<id>`, `terminal:<id>`, `operator`. */
  readonly actor: string;
  /** Documents only of this recipient; null: all. */
  readonly recipient: string | null;
  /** What they may do next stands in `allowed`; left out: what anybody might. */
  readonly roles?: readonly Role[];
}

/** No case comes near; a reader who wants more asks for the events page by page. */
const MOST_EVENTS = 500;

/** Null where the region has no such case; then nothing was read and nothing is noted. */
export function readCase(services: ReadServices, reading: Reading): Promise<CaseAnswer | null> {
  return services.database.db.transaction().execute(async (tx) => {
    const answer = await assemble(services, tx, reading);
    if (answer !== null) await auditRead(services, tx, reading, 'case.read');
    return answer;
  });
}

export async function auditRead(
  { clock }: Pick<CaseServices, 'clock'>,
  tx: Db,
  { regionCode, caseId, actor, purpose, disclosure }: Omit<Reading, 'recipient'>,
  action: 'case.read' | 'case.events-read' | 'case.documents-read',
): Promise<void> {
  const note = { actor, action, subject: caseId, details: { purpose, disclosure }, at: clock.now() };
  await appendAudit(tx, { regionCode, ...note });
}

async function assemble(services: ReadServices, db: Db, reading: Reading): Promise<CaseAnswer | null> {
  const { regionCode, caseId, disclosure, recipient, roles } = reading;
  const row = await db
    .selectFrom('work_case')
    .select(['number', 'province', 'opened_at', 'events', 'file_cipher'])
    .where('region_code', '=', regionCode)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { number, province, opened_at, events, file_cipher } = row;
  const file = await openFile(services.cipher, regionCode, caseId, file_cipher);
  const today = dayInChina(services.clock.now());
  const parts = await readParts(services, db, regionCode, caseId, roles);
  return {
    id: caseId,
    regionCode,
    number,
    province,
    openedAt: opened_at.toISOString(),
    events,
    disclosure,
    file: fileFor(disclosure, file),
    parts: parts.map((part) => ({ ...part, facts: withoutUnseated(disclosure, part.facts) })),
    timers: await readTimers(db, { regionCode, caseId, province, today }),
    documents: await readDocuments(db, { regionCode, caseId, recipient }),
    services: servicesOf(parts),
    history: await readEvents(services, db, { regionCode, caseId, after: 0, limit: MOST_EVENTS }, disclosure),
  };
}
