/** The documents of a case for readers, and their sealed files. */
import type { z } from 'zod';
import { DocumentAnswer } from '../../contract/case-file.ts';
import type { Db } from '../../db/database.ts';
import { DOCUMENT_KINDS, type DocumentRule } from '../../documents/register.ts';

const RULES: ReadonlyMap<string, DocumentRule> = new Map(Object.entries(DOCUMENT_KINDS));

/** Oldest first; with `recipient` only those that are for that one. */
export async function readDocuments(
  db: Db,
  { regionCode, caseId, recipient }: { regionCode: string; caseId: string; recipient: string | null },
): Promise<z.infer<typeof DocumentAnswer>[]> {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'kind', 'number', 'recipients', 'issued_on', 'state', 'bytes', 'digest', 'ended_at'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .orderBy('ordered_at')
    .orderBy('id')
    .execute();
  return rows
    .filter(({ recipients }) => recipient === null || recipients.includes(recipient))
    .map(({ id, kind, number, recipients, issued_on: issuedOn, state, bytes, digest, ended_at }) =>
      DocumentAnswer.parse({
        id,
        kind,
        name: RULES.get(kind)?.name ?? kind,
        number,
        recipients,
        issuedOn,
        state,
        bytes,
        digest: digest?.toString('hex') ?? null,
        ended: ended_at !== null,
      }),
    );
}
