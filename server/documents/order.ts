/** Ordering a document: in the transaction of the event that needs it, with its number, before anything is rendered. */
import { newId } from '@anban/foundation/ids';
import { fail, ok, type Result } from '@anban/foundation/result';
import type { Tx } from '../db/database.ts';
import type { Foundation } from '../services.ts';
import { authorityOf, type UnknownRegion } from './authorities.ts';
import { checkFields, type DocumentFields, type FieldFault } from './fields.ts';
import { codeHash, newVerificationCode, nextNumber } from './numbers.ts';
import { type Unprintable, unprintableIn } from './printable.ts';
import { DOCUMENT_KINDS, type DocumentKind, type Recipient } from './register.ts';

export interface DocumentOrder<K extends DocumentKind = DocumentKind> {
  readonly regionCode: string;
  readonly caseId: string;
  readonly partId: string | null;
  /** Documents of one event and recipient make one package. */
  readonly eventId: string;
  readonly kind: K;
  /** Of the kind's usual recipients when left out. */
  readonly recipients?: readonly Recipient[];
  readonly fields: DocumentFields<K>;
  /** Day in China, printed and the year of the number. */
  readonly issuedOn: string;
}

export type OrderServices = Pick<Foundation, 'cipher' | 'clock'>;
export type OrderFault = FieldFault | UnknownRegion | Unprintable;

/** Where the snapshot of the fields is encrypted to. */
export const fieldsPlace = (regionCode: string, rowId: string) => ({
  table: 'document',
  column: 'fields_cipher',
  regionCode,
  rowId,
});

/**
 * Gives the document its number and verification code and puts it in the queue (`worker.ts`). Nothing is kept unless
 * `tx` commits. On a fault nothing was written and no number used. The region's field key must have been used before
 * in this process, or there must be a free connection: it is read outside `tx`.
 */
export const orderDocument = <K extends DocumentKind>(
  tx: Tx,
  services: OrderServices,
  order: DocumentOrder<K>,
): Promise<Result<{ documentId: string; number: string }, OrderFault>> => orderChecked(tx, services, order);

/** As `orderDocument`, for whoever knows the kind only at run time: the fields are checked all the same. */
export async function orderChecked(
  tx: Tx,
  { cipher, clock }: OrderServices,
  order: Omit<DocumentOrder, 'fields'> & { readonly fields: unknown },
): Promise<Result<{ documentId: string; number: string }, OrderFault>> {
  const { regionCode, kind, issuedOn } = order;
  const rule = DOCUMENT_KINDS[kind];
  const fields = checkFields(kind, order.fields);
  if (!fields.ok) return fields;
  const unprintable = unprintableIn(JSON.stringify(fields.value));
  if (unprintable !== null) return fail(unprintable);
  const authority = authorityOf(regionCode, rule);
  if (!authority.ok) return authority;
  const { prefix } = authority.value;
  const documentId = newId();
  const verificationCode = newVerificationCode();
  const year = Number(issuedOn.slice(0, 4));
  const number = await nextNumber(tx, { regionCode, prefix, series: rule.series, year });
  const snapshot = { ...fields.value, number, issuedOn, verificationCode };
  const now = new Date(clock.now());
  await tx
    .insertInto('document')
    .values({
      region_code: regionCode,
      id: documentId,
      case_id: order.caseId,
      part_id: order.partId,
      event_id: order.eventId,
      kind,
      number,
      code_hash: codeHash(verificationCode),
      recipients: order.recipients ?? rule.recipients,
      template_version: rule.templateVersion,
      fields_cipher: await cipher.encrypt(fieldsPlace(regionCode, documentId), JSON.stringify(snapshot)),
      issued_on: issuedOn,
      state: 'ordered',
      ordered_at: now,
      attempt_at: now,
    })
    .execute();
  return ok({ documentId, number });
}

export interface Ending {
  readonly regionCode: string;
  readonly caseId: string;
  readonly partId: string;
  /** Kinds of which nothing that the part had before holds any more. */
  readonly kinds: readonly DocumentKind[];
  /** The event that ends them, and what it ordered in their place. */
  readonly eventId: string;
  readonly newer: readonly { readonly documentId: string; readonly kind: DocumentKind }[];
}

/** Each is replaced by the newer one of its kind, else by the first newer one; withdrawn where there is none. */
export async function endDocuments(tx: Tx, services: Pick<OrderServices, 'clock'>, ending: Ending): Promise<void> {
  const { regionCode, caseId, partId, kinds, eventId, newer } = ending;
  const old = await tx
    .selectFrom('document')
    .select(['id', 'kind'])
    .where('region_code', '=', regionCode)
    .where('case_id', '=', caseId)
    .where('part_id', '=', partId)
    .where('event_id', '!=', eventId)
    .where('kind', 'in', kinds)
    .where('ended_at', 'is', null)
    .execute();
  for (const { id: documentId, kind } of old) {
    const next = newer.find((each) => each.kind === kind) ?? newer[0];
    await endDocument(tx, services, { regionCode, documentId, replacedBy: next?.documentId ?? null });
  }
}

/**
 * The document no longer holds: withdrawn, or corrected by `replacedBy`. The public page says so from then on. False
 * where there is no such document, or it had ended before.
 */
export async function endDocument(
  tx: Tx,
  { clock }: Pick<OrderServices, 'clock'>,
  { regionCode, documentId, replacedBy }: { regionCode: string; documentId: string; replacedBy: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('document')
    .set({ ended_at: new Date(clock.now()), replaced_by: replacedBy })
    .where('region_code', '=', regionCode)
    .where('id', '=', documentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
