/**
 * Makes what was ordered. An order and its event are one commit; the document follows by itself, after a restart as well:
 * the file and the state `made` are one commit too, so there is never half a document, nor two of one order.
 */
import type { Tx } from '../db/database.ts';
import { makeDocument, Snapshot } from './make.ts';
import { fieldsPlace } from './order.ts';
import { isDocumentKind } from './register.ts';
import type { DocumentServices } from './services.ts';
import { filePlace, sha256 } from './store.ts';

/** Attempts after which people are told; it is tried on, ever more rarely. */
export const ALARM_AFTER = 5;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

export interface MadeDocument {
  readonly regionCode: string;
  readonly documentId: string;
  readonly caseId: string;
  readonly partId: string | null;
  readonly eventId: string;
}

/**
 * Makes up to `limit` due documents of all regions, each in a transaction of its own, skipping those that another process
 * works on. Answers those that were made. A document that fails keeps the fault's name, waits 1, 2, 4 … 60 minutes, and
 * is alarmed in the log after the fifth time; the others go on.
 */
export async function makeDue(services: DocumentServices, limit: number): Promise<readonly MadeDocument[]> {
  const { db } = services.database;
  const due = await db
    .selectFrom('document')
    .select('region_code')
    .distinct()
    .where('state', '=', 'ordered')
    .where('attempt_at', '<=', new Date(services.clock.now()))
    .execute();
  const made: MadeDocument[] = [];
  let left = limit;
  for (const { region_code } of due)
    for (; left > 0; left -= 1) {
      const outcome = await db.transaction().execute((tx) => makeNext(tx, services, region_code));
      if (outcome === 'nothing-due') break;
      if (outcome !== 'failed') made.push(outcome);
    }
  return made;
}

async function makeNext(
  tx: Tx,
  services: DocumentServices,
  regionCode: string,
): Promise<MadeDocument | 'failed' | 'nothing-due'> {
  const row = await dueRow(tx, services, regionCode);
  if (row === undefined) return 'nothing-due';
  const { id } = row;
  const made = await contentOf(services, regionCode, row);
  if (typeof made === 'string') {
    await recordFailure(tx, services, { regionCode, id, kind: row.kind, attempts: row.attempts + 1, failure: made });
    return 'failed';
  }
  const content_cipher = await services.cipher.encryptBytes(filePlace(regionCode, id), made);
  await tx.insertInto('document_file').values({ region_code: regionCode, document_id: id, content_cipher }).execute();
  await tx
    .updateTable('document')
    .set({
      ...{ state: 'made', made_at: new Date(services.clock.now()), failure: null },
      ...{ digest: sha256(made), bytes: made.length },
    })
    .where('region_code', '=', regionCode)
    .where('id', '=', id)
    .execute();
  return { regionCode, documentId: id, caseId: row.case_id, partId: row.part_id, eventId: row.event_id };
}

const dueRow = (tx: Tx, { clock }: DocumentServices, regionCode: string) =>
  tx
    .selectFrom('document')
    .select(['id', 'case_id', 'part_id', 'event_id', 'kind', 'fields_cipher', 'attempts'])
    .where('region_code', '=', regionCode)
    .where('state', '=', 'ordered')
    .where('attempt_at', '<=', new Date(clock.now()))
    .orderBy('attempt_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** The PDF, or the name of what went wrong. A bug must not stop the documents behind it, so it becomes a name too. */
async function contentOf(
  services: DocumentServices,
  regionCode: string,
  row: { readonly id: string; readonly kind: string; readonly fields_cipher: Buffer },
): Promise<Buffer | string> {
  try {
    if (!isDocumentKind(row.kind)) return 'kind-unknown';
    const text = await services.cipher.decrypt(fieldsPlace(regionCode, row.id), row.fields_cipher);
    const snapshot = Snapshot.parse(JSON.parse(text));
    const made = await makeDocument(services, { regionCode, kind: row.kind, snapshot });
    if (made.ok) return made.value;
    return made.fault.name === 'character-not-in-fonts'
      ? `${made.fault.name}: ${made.fault.codePoint}`
      : made.fault.name;
  } catch (cause) {
    return `unexpected: ${cause instanceof Error ? cause.name : 'unknown'}`;
  }
}

interface Failure {
  readonly regionCode: string;
  readonly id: string;
  readonly kind: string;
  readonly attempts: number;
  readonly failure: string;
}

async function recordFailure(tx: Tx, { clock, log }: DocumentServices, one: Failure): Promise<void> {
  const { regionCode, id, kind, attempts, failure } = one;
  const now = clock.now();
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const alarmed = attempts === ALARM_AFTER ? { alarmed_at: new Date(now) } : {};
  await tx
    .updateTable('document')
    .set({ attempts, failure, attempt_at: new Date(now + pause), ...alarmed })
    .where('region_code', '=', regionCode)
    .where('id', '=', id)
    .execute();
  log.write(attempts >= ALARM_AFTER ? 'document-stuck' : 'document-failed', { document: id, kind, failure, attempts });
}
