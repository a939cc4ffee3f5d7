/** The files of documents, encrypted in the database. */
import { createHash } from 'node:crypto';
import type { Db, Tx } from '../db/database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Where a file is encrypted to. */
export const filePlace = (regionCode: string, rowId: string) => ({
  table: 'document_file',
  column: 'content_cipher',
  regionCode,
  rowId,
});

/** The sealed PDF of a document that was made; null while it is only ordered, or unknown. Personal data: audit the read. */
export async function readDocument(
  db: Db | Tx,
  cipher: FieldCipher,
  regionCode: string,
  documentId: string,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('document_file')
    .select('content_cipher')
    .where('region_code', '=', regionCode)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return cipher.decryptBytes(filePlace(regionCode, documentId), row.content_cipher);
}
