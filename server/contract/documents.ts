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
} as const satisfies Record<string, Endpoint>;
