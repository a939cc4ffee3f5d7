/** Endpoints of documents: what was made in a case, and the sealed files. */
import { z } from 'zod';
import { DocumentAnswer, Purpose } from './case-file.ts';
import { CALLER_REFUSALS, CaseParams, IdentityCheckId } from './cases.ts';
import { Id } from './common.ts';
import { type Endpoint, NOTHING } from './endpoint.ts';
import { StaffRole } from './staff.ts';

/** Documents name the person in full: whoever sees only masked files does not get them. */
const READERS = ['clerk', 'officer', 'chief', 'committee', 'agency', 'province'] as const;
const query = z.strictObject({
  purpose: Purpose.optional(),
  as: StaffRole.optional(),
  identityCheckId: IdentityCheckId.optional(),
});

export const DOCUMENT_API = {
  documents: {
    method: 'get',
    path: '/v1/cases/{caseId}/documents',
    caller: 'staff-or-terminal',
    roles: READERS,
    summary: 'The documents of a case, oldest first; from a terminal those for the person before it; audited',
    params: CaseParams,
    query,
    request: NOTHING,
    answer: z.strictObject({ documents: z.array(DocumentAnswer) }).meta({ id: 'DocumentList' }),
    refusals: { ...CALLER_REFUSALS, 404: 'case-unknown' },
  },
  documentFile: {
    method: 'get',
    path: '/v1/cases/{caseId}/documents/{documentId}/file',
    caller: 'staff-or-terminal',
    roles: READERS,
    summary: 'The sealed PDF, byte for byte; audited',
    params: z.strictObject({ caseId: Id, documentId: Id }),
    query,
    request: NOTHING,
    answer: z.unknown(),
    answerType: 'application/pdf',
    refusals: { ...CALLER_REFUSALS, 404: 'case-unknown, document-unknown', 409: 'document-unmade: not sealed yet' },
  },
  documentPackage: {
    method: 'get',
    path: '/v1/cases/{caseId}/documents/{documentId}/package',
    caller: 'staff-or-terminal',
    roles: READERS,
    summary:
      'All that one recipient got together with this document: the PDFs, manifest.json (names, numbers, SHA-256) and the ' +
      "seal's signature over it (manifest.p7s), as ZIP, the same bytes ever after; a terminal gets that of the person " +
      'before it; audited',
    params: z.strictObject({ caseId: Id, documentId: Id }),
    query: query.extend({
      recipient: z
        .enum(['person', 'employer', 'agency', 'file'])
        .optional()
        .meta({ description: "staff only: whose package; default: the person's" }),
    }),
    request: NOTHING,
    answer: z.unknown(),
    answerType: 'application/zip',
    refusals: {
      ...CALLER_REFUSALS,
      404: 'case-unknown, document-unknown (the recipient has none of it)',
      409: 'document-unmade: a document of the package is not sealed yet',
    },
  },
} as const satisfies Record<string, Endpoint>;
