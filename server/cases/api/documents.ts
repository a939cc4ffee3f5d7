/** Documents of a case and their sealed files; every reading is audited with it. */
import { fail, ok } from '@anban/foundation/result';
import { appendAudit } from '../../audit/append.ts';
import { API } from '../../contract/api.ts';
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
