/** Documents of a case and their sealed files; every reading is audited with it. */
import { fail, ok } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
import { packageFor } from '../../documents/package.ts';
import type { DocumentServices } from '../../documents/services.ts';
import { readDocument } from '../../documents/store.ts';
import { type ApiHandler, FileAnswer } from '../../http/api.ts';
import { refused } from '../../http/refusals.ts';
import { wrongRole } from '../../officers/endpoint.ts';
import { auditRead } from '../read/case.ts';
import { readDocuments } from '../read/documents.ts';
import { type CaseApiServices, callerEndpoint } from './caller.ts';
import { type ReadingRight, readingRight } from './read.ts';

/** What is printed cannot be masked: who may not see everything sees the documents that are theirs, or none. */
const mayOpen = ({ disclosure, recipient }: ReadingRight): boolean => disclosure === 'full' || recipient !== null;

export interface PackageServices {
  /** Null: this process seals nothing. */
  readonly packages: DocumentServices | null;
}

export const documentsEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.documents, async ({ params, query }, caller) => {
    const right = await readingRight(services, caller, { ...params, ...query }, API.documents.roles);
    if (!right.ok) return right;
    const { regionCode, caseId } = right.value;
    return services.database.db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom('work_case')
        .select('id')
        .where('region_code', '=', regionCode)
        .where('id', '=', caseId)
        .executeTakeFirst();
      if (known === undefined) return fail(refused('case-unknown'));
      await auditRead(services, tx, right.value, 'case.documents-read');
      return ok({ documents: await readDocuments(tx, right.value) });
    });
  });

/** The package of which this document is one, for the caller's own recipient, or the one that staff name. */
export const packageEndpoint = (services: CaseApiServices & PackageServices): ApiHandler =>
  callerEndpoint(services, API.documentPackage, async ({ params, query }, caller) => {
    const right = await readingRight(services, caller, { ...params, ...query }, API.documentPackage.roles);
    if (!right.ok) return right;
    if (!mayOpen(right.value)) return fail(wrongRole(API.documentPackage.roles));
    const { packages, database, clock } = services;
    const { regionCode, caseId, actor, purpose } = right.value;
    const recipient = right.value.recipient ?? query.recipient ?? 'person';
    const row = await database.db
      .selectFrom('document')
      .select(['event_id', 'recipients'])
      .where('region_code', '=', regionCode)
      .where('case_id', '=', caseId)
      .where('id', '=', params.documentId)
      .executeTakeFirst();
    if (packages === null || row === undefined || !row.recipients.includes(recipient))
      return fail(refused('document-unknown'));
    const made = await packageFor(packages, { regionCode, eventId: row.event_id, recipient });
    if (!made.ok) return fail(refused('document-unmade'));
    const { id: subject, zip } = made.value;
    const details = { purpose, case: caseId, recipient };
    const note = { regionCode, actor, action: 'package.downloaded', subject, details, at: clock.now() } as const;
    await appendAudit(database.db, note);
    return ok(new FileAnswer('application/zip', zip));
  });

export const documentFileEndpoint = (services: CaseApiServices): ApiHandler =>
  callerEndpoint(services, API.documentFile, async ({ params, query }, caller) => {
    const right = await readingRight(services, caller, { ...params, ...query }, API.documentFile.roles);
    if (!right.ok) return right;
    if (!mayOpen(right.value)) return fail(wrongRole(API.documentFile.roles));
    const { regionCode, actor, purpose } = right.value;
    const { documentId } = params;
    return services.database.db.transaction().execute(async (tx) => {
      const listed = (await readDocuments(tx, right.value)).find(({ id }) => id === documentId);
      if (listed === undefined) return fail(refused('document-unknown'));
      const bytes = listed.state === 'made' ? await readDocument(tx, services.cipher, regionCode, documentId) : null;
      if (bytes === null) return fail(refused('document-unmade'));
      const note = { actor, action: 'document.downloaded', subject: documentId, at: services.clock.now() } as const;
      await appendAudit(tx, { regionCode, ...note, details: { purpose, case: params.caseId } });
      return ok(new FileAnswer('application/pdf', bytes));
    });
  });
