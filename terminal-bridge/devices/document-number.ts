/** Whether the number on a document is one that its kind can bear. */
import {
  type DocumentNumberFault,
  parseForeignerNumber,
  parseForeignerNumber2017,
  parseResidencePermitNumber,
} from '@anban/foundation/document-number';
import { parseIdentityNumber } from '@anban/foundation/identity-number';
import type { Result } from '@anban/foundation/result';
import type { DocumentKind } from './identity-document.ts';

/** The normalised number, or why a document of this kind cannot bear it. */
export function parseDocumentNumber(kind: DocumentKind, number: string): Result<string, DocumentNumberFault> {
  switch (kind) {
    case 'foreign-residence-2017':
      return parseForeignerNumber2017(number);
    case 'foreign-residence-2023':
      return parseForeignerNumber(number);
    case 'residence-permit':
      return parseResidencePermitNumber(number);
    case 'social-security-card':
    case 'electronic-social-security-card':
      return parseSocialSecurityNumber(number);
    default:
      return parseIdentityNumber(number);
  }
}

/** 社会保障号码: for citizens the identity number; for others what stands on their own document. */
function parseSocialSecurityNumber(number: string): Result<string, DocumentNumberFault> {
  const own = parseIdentityNumber(number);
  if (own.ok) return own;
  const older = parseForeignerNumber2017(number);
  return older.ok ? older : own;
}
