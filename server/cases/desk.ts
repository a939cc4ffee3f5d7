/** Orders a step's documents: the file's person, employer and case are added to what the step itself knows. */
import { fail, ok } from '@anban/foundation/result';
import type { OrderServices } from '../documents/order.ts';
import { endDocuments, orderChecked } from '../documents/order.ts';
import { DOCUMENT_KINDS } from '../documents/register.ts';
import { completeFields } from './file-fields.ts';
import type { CaseFile } from './model.ts';
import { withOfficerNames } from './officer-names.ts';
import type { DocumentDesk } from './services.ts';

export function documentDesk(services: OrderServices): DocumentDesk {
  return {
    async order(tx, { regionCode, caseId, caseNumber, partId, eventId, order, recipients, file, issuedOn }) {
      const { kind } = order;
      const own = await withOfficerNames(tx, services.cipher, regionCode, order.fields);
      const fields = { ...commonFields(file, caseNumber), ...completeFields(kind, own, file, issuedOn) };
      const request = { regionCode, caseId, partId, eventId, kind, recipients, fields, issuedOn };
      const ordered = await orderChecked(tx, services, request);
      if (ordered.ok) return ok(ordered.value);
      const { message, hint } = ordered.fault;
      return fail({ guard: 'document-field', article: DOCUMENT_KINDS[kind].basis, message, hint });
    },
    end: (tx, ending) => endDocuments(tx, services, ending),
  };
}

function commonFields({ person, employer }: CaseFile, caseNumber: string): Record<string, unknown> {
  const { name, sex, number, birthDate, phone, address } = person;
  return {
    caseNumber,
    person: { name, sex, number, birthDate, phone, address },
    employer: { name: employer.name, code: employer.code, address: employer.address },
  };
}
